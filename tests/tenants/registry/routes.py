"""Who may pass the doors of `tenants.registry`; `tests/isolation` tries each."""

from tests.isolation.route import anyone, may

NETWORK = {
    "directory": anyone(),
    "about": anyone(),
    "network-sitemap": anyone("GET HEAD"),
    "network-manifest": anyone("GET HEAD"),
    "staff-tenants": may("tenants.read"),
    "staff-tenant": may("tenants.read", tenant_id="tenant"),
    "staff-tenant-suspension": may("tenants.suspend", "POST", tenant_id="tenant"),
    "staff-tenant-resumption": may("tenants.suspend", "POST", tenant_id="tenant"),
}
