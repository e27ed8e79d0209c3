"""What staff tell a payer's bank."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from billing.gateway.disputes import EVIDENCE
from kith.visible import LineField, LinesField

SHORT, LONG = forms.TextInput, forms.Textarea
FIELDS = {
    "product_description": (_("What was sold"), LONG),
    "customer_name": (_("Name of the customer"), SHORT),
    "customer_email_address": (_("Their e-mail address"), SHORT),
    "billing_address": (_("Their billing address"), SHORT),
    "service_date": (_("Since when it was used"), SHORT),
    "access_activity_log": (_("What was used, and when"), LONG),
    "refund_policy_disclosure": (_("How the customer knew the terms of refunds"), LONG),
    "refund_refusal_explanation": (_("Why no refund is due"), LONG),
    "cancellation_policy_disclosure": (_("How the customer knew how to cancel"), LONG),
    "cancellation_rebuttal": (_("Why it was not cancelled"), LONG),
    "shipping_address": (_("Where the SIM card was posted to"), SHORT),
    "shipping_carrier": (_("Who carried it"), SHORT),
    "shipping_date": (_("When it was posted"), SHORT),
    "shipping_tracking_number": (_("Tracking number"), SHORT),
    "duplicate_charge_explanation": (_("Why the charges are two"), LONG),
    "uncategorized_text": (_("Anything else the bank should know"), LONG),
}
# What a bank reads first, whatever the reason; and what else, by the reason it gave.
ALWAYS = (
    "product_description",
    "customer_name",
    "customer_email_address",
    "service_date",
    "access_activity_log",
    "uncategorized_text",
)
BY_REASON = {
    "product_not_received": (
        "shipping_address",
        "shipping_carrier",
        "shipping_date",
        "shipping_tracking_number",
    ),
    "duplicate": ("duplicate_charge_explanation",),
    "credit_not_processed": ("refund_policy_disclosure", "refund_refusal_explanation"),
    "product_unacceptable": ("refund_policy_disclosure", "refund_refusal_explanation"),
    "subscription_canceled": ("cancellation_policy_disclosure", "cancellation_rebuttal"),
}


class EvidenceForm(forms.Form):
    """Evidence in words, and a key that makes a second click the same request."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: object, reason: str, **kwargs: object) -> None:
        initial = kwargs.pop("initial", {})
        super().__init__(*args, initial={"key": uuid4(), **initial}, **kwargs)
        self._asked_for = (*ALWAYS, *BY_REASON.get(reason, ()))
        for name in EVIDENCE:
            label, widget = FIELDS[name]
            kind = LinesField if widget is LONG else LineField
            self.fields[name] = kind(
                label=label,
                required=False,
                max_length=20_000,
                widget=widget(attrs={"rows": 4} if widget is LONG else None),
            )

    def asked_for(self) -> Iterator[BoundField]:
        """Yield the fields that count for the reason given."""
        return (self[name] for name in EVIDENCE if name in self._asked_for)

    def others(self) -> Iterator[BoundField]:
        """Yield the fields that seldom do."""
        return (self[name] for name in EVIDENCE if name not in self._asked_for)

    @property
    def evidence(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in EVIDENCE}
