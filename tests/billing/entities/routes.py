"""Who may pass the doors of `billing.entities`; `tests/isolation` tries each."""

from tests.isolation.route import may

NETWORK = {
    "staff-company": may("company.read"),
    "staff-company-new": may("company.edit", "GET POST"),
    "staff-company-proposal": may("company.read", proposal_id="company_proposal"),
    "staff-company-signature": may("company.sign", "POST", proposal_id="company_proposal"),
    "staff-company-refusal": may("company.sign", "POST", proposal_id="company_proposal"),
    "staff-numbers-given": may("company.read"),
}
