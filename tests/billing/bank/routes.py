"""Who may pass the doors of `billing.bank`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, may

NETWORK = {
    "staff-bank": may("bank.read"),
    "staff-bank-files": may("bank.allot", BOTH),
    "staff-bank-taking-in": may("bank.allot", "POST"),
    "staff-bank-returns": may("bank.read"),
    "staff-bank-return-sending": may("bank.allot", "POST", return_id="bank_return"),
    "staff-bank-return-undoing": may("bank.allot", "POST", return_id="bank_return"),
    "staff-bank-agreements": may("bank.read"),
    "staff-bank-agreement": may("bank.agree", "POST", proposal_id="bank_proposal"),
    "staff-bank-refusal": may("bank.agree", "POST", proposal_id="bank_proposal"),
    "staff-bank-entry": may("bank.read", entry_id="bank_entry"),
    "staff-bank-allotments": may("bank.allot", "POST", entry_id="bank_entry"),
}
