"""Who may pass the doors of `billing.settlement`; `tests/isolation` tries each."""

from tests.isolation.route import BOTH, may, signed, signed_in

NETWORK = {
    "webhooks-stripe": signed(),
    "webhooks-stripe-connect": signed(),
    "my-earnings": signed_in(),
    # A GET is the payment processor sending back somebody whose link was used up.
    "my-earnings-onboarding": signed_in("POST"),
    "my-earnings-netting": signed_in("POST"),
    "my-statement": signed_in(number="own_statement"),
    "staff-runs": may("runs.read"),
    "staff-run-open": may("runs.open", BOTH),
    "staff-run": may("runs.read", number="run"),
    "staff-run-progress": may("runs.read", number="run"),
    "staff-run-release": may("runs.release", "POST", number="run"),
    "staff-run-abandonment": may("runs.open", "POST", number="run"),
    "staff-run-exclusions": may("runs.open", "POST", number="run"),
    "staff-transfer": may("runs.read", transfer_id="transfer"),
    "staff-transfer-retry": may("runs.release", "POST", transfer_id="transfer"),
    "staff-statement": may("runs.read", number="statement"),
    "staff-payees": may("payees.read"),
    "staff-payees-unpaid": may("payees.read"),
    "staff-payee-reminders": may("payees.remind", "POST"),
    "staff-payee": may("payees.read", payee_id="payee"),
    "staff-payee-unblock": may("payees.unblock", "POST", payee_id="payee"),
    "staff-payee-reversals": may("clawbacks.recover", "POST", payee_id="payee"),
    "staff-payee-write-offs": may("clawbacks.recover", "POST", payee_id="payee"),
    "staff-reversal": may("payees.read", reversal_id="reversal"),
    "staff-reversal-payment": may("clawbacks.recover", "POST", reversal_id="reversal"),
    "staff-write-off-approval": may("clawbacks.recover", "POST", write_off_id="write_off"),
    "staff-books": may("books.read"),
    "staff-books-day": may("books.read", day="reconciled_day"),
    "staff-books-matching": may("books.reconcile", "POST", day="reconciled_day"),
    "staff-difference-explanation": may("books.reconcile", "POST", difference_id="difference"),
    "staff-webhooks": may("webhooks.replay"),
    "staff-webhook-replay": may("webhooks.replay", "POST", webhook_id="webhook"),
}

SHOP = {
    "desk-earnings": may("earnings.read"),
    "desk-earnings-onboarding": may("payouts.edit", "POST"),
    "desk-statement": may("earnings.read", number="statement"),
    "desk-statement-csv": may("earnings.read", number="statement"),
    "desk-statement-pdf": may("earnings.read", number="statement"),
}
