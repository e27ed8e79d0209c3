"""What a seller types to give money back."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from kith.money import Money
from kith.written import MoneyField


class RefundForm(forms.Form):
    """An amount, why, and a key that makes a second click the same refund."""

    amount = MoneyField(label=gettext_lazy("Amount"))
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("The customer reads this on the credit note."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: object, refundable: Money, **kwargs: object) -> None:
        kwargs.setdefault("initial", {"amount": f"{refundable.to_decimal():f}", "key": uuid4()})
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = refundable.currency
