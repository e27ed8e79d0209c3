"""Who may pass the doors of `catalog.wholesale`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-catalog": may("catalog.import"),
    "staff-catalog-imports": may("catalog.import", "POST"),
    "staff-catalog-confirmation": may("catalog.import", "POST"),
}
