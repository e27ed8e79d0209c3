"""Who may pass the doors of `faces.staff`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-home": may("staff.read"),
    "staff-audit": may("audit.read"),
    "staff-rules": may("rules.read"),
    "staff-tenant-closing": may("tenants.close", tenant_id="tenant"),
    "staff-tenant-closing-request": may("tenants.close", "POST", tenant_id="tenant"),
    "staff-tenant-closing-agreement": may("tenants.close", "POST", tenant_id="tenant"),
    "staff-tenant-closing-retreat": may("tenants.close", "POST", tenant_id="tenant"),
    "staff-tenant-archive": may("tenants.close", "POST", tenant_id="tenant"),
}
