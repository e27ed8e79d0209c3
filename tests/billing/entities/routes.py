"""Who may pass the doors of `billing.entities`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-company": may("company.read"),
    "staff-company-new": may("company.edit", "GET POST"),
    "staff-numbers-given": may("company.read"),
}
