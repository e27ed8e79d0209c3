"""What a seller fills in to make an offer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.translated import TranslatedForm
from kith.visible import LineField
from kith.written import MoneyField


class OfferForm(TranslatedForm):
    """Name, words and price of an offer; the corridor is checked by the use-case."""

    translated = ("name", "blurb")

    name = LineField(label=_("Name"), max_length=60, help_text=_("As your friends will call it."))
    blurb = LineField(
        label=_("In one line"),
        max_length=200,
        required=False,
        help_text=_("For whom it is, in your own words."),
    )
    price = MoneyField(label=_("Total price"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price"].currency = currency


class DraftForm(OfferForm):
    """The same, from a base product."""

    base_code = LineField(widget=forms.HiddenInput)


class PriceForm(forms.Form):
    """A price that is only looked at."""

    base = LineField(max_length=200)
    price = MoneyField()

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price"].currency = currency
