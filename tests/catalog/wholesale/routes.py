"""Who may pass the doors of `catalog.wholesale`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, may

NETWORK = {
    "staff-catalog": may("catalog.import"),
    "staff-catalog-imports": may("catalog.import", BOTH),
    "staff-catalog-proposals": may("catalog.sign"),
    "staff-catalog-proposal": may("catalog.sign", proposal_id="catalogue_proposal"),
    "staff-catalog-signature": may("catalog.sign", "POST", proposal_id="catalogue_proposal"),
    "staff-catalog-refusal": may("catalog.sign", "POST", proposal_id="catalogue_proposal"),
    "staff-catalog-confirmation": may("catalog.import", "POST"),
}
