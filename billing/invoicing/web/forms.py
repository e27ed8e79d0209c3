"""What a seller types to give money back."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.money import Money, NotMoney, scale_of
from kith.written import AmountField


class RefundForm(forms.Form):
    """An amount, why, and a key that makes a second click the same refund."""

    amount = AmountField(
        label=gettext_lazy("Amount"), min_value=Decimal("0.001"), max_digits=12, decimal_places=3
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("The customer reads this on the credit note."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: object, refundable: Money, **kwargs: object) -> None:
        self._currency = refundable.currency
        kwargs.setdefault("initial", {"amount": f"{refundable.to_decimal():f}", "key": uuid4()})
        super().__init__(*args, **kwargs)

    def clean_amount(self) -> Money:
        try:
            return Money.from_decimal(self.cleaned_data["amount"].normalize(), self._currency)
        except NotMoney as error:
            digits = scale_of(self._currency)
            message = _("Write at most %(digits)s digits after the point.") % {"digits": digits}
            raise forms.ValidationError(message) from error
