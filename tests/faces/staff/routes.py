"""Who may pass the doors of `faces.staff`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-home": may("staff.read"),
    "staff-audit": may("audit.read"),
}
