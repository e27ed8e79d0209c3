"""What a payer's bank takes back, and what may be said about it."""

from collections.abc import Mapping
from typing import Any

from billing.gateway import answers, readings
from billing.gateway.keys import keyed
from billing.gateway.translation import translated

# What can be said in words, in the order in which a bank reads it.
EVIDENCE = (
    "product_description",
    "customer_name",
    "customer_email_address",
    "billing_address",
    "service_date",
    "access_activity_log",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_tracking_number",
    "duplicate_charge_explanation",
    "uncategorized_text",
)
# All of it together.
MOST_LETTERS = 150_000


class Disputes:
    """The calls about disputes; the same promises hold as for the rest of the gateway."""

    _client: Any

    def dispute(self, dispute_id: str) -> answers.DisputeAnswer:
        """Return a dispute as it stands now, with every movement it made on our balance."""
        with translated():
            raw = self._client.disputes.retrieve(dispute_id)
        return readings.dispute(raw.to_dict())

    def submit_evidence(
        self, *, key: str, dispute_id: str, evidence: Mapping[str, str], is_final: bool
    ) -> answers.DisputeAnswer:
        """
        Keep evidence with a dispute; where it is final, hand all of it to the bank.

        A bank takes it once: what was handed in cannot be changed.
        """
        params = {"evidence": dict(evidence), "submit": is_final}
        with translated():
            raw = self._client.disputes.update(dispute_id, params, keyed(key))
        return readings.dispute(raw.to_dict())

    def accept_dispute(self, *, key: str, dispute_id: str) -> answers.DisputeAnswer:
        """Give in: the payer keeps the money, and the dispute is lost."""
        with translated():
            raw = self._client.disputes.close(dispute_id, {}, keyed(key))
        return readings.dispute(raw.to_dict())
