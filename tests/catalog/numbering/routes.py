"""Who may pass the doors of `catalog.numbering`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-numbers": may("numbers.edit"),
    "staff-number-ranges": may("numbers.edit", "POST"),
    "staff-sims": may("numbers.edit", "POST"),
}
