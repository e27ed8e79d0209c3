"""What finance uploads of the bank, and says of what came by it."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.money import Money
from kith.reasons import LONGEST_REASON
from kith.visible import LineField
from kith.written import MoneyField


class BankFileForm(forms.Form):
    """A bank's file of what came in."""

    file = forms.FileField(
        label=_("File of the bank"),
        help_text=_(
            "The account’s statement as camt.053 (.xml), or a table (.csv) with the columns"
            " account, booked_on, amount, currency, bank_reference, payer_name, payer_iban, text."
            " At most 5 MB."
        ),
    )


class AllotmentForm(forms.Form):
    """What a part of an amount is for, why, and a key that makes a second click the same."""

    amount = MoneyField(label=_("Amount"))
    reason = LineField(label=_("Why"), max_length=LONGEST_REASON)
    number = LineField(max_length=40, required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: object, most: Money, kind: str, number: str = "", **kwargs: object
    ) -> None:
        first = {"amount": f"{most.to_decimal():f}", "number": number, "key": uuid4()}
        super().__init__(*args, initial=first, prefix=kind, **kwargs)
        self.fields["amount"].currency = most.currency
