"""What finance types to say which company sells."""

from __future__ import annotations

from unicodedata import combining, normalize
from uuid import uuid4

from babel import Locale
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from phonenumbers import SUPPORTED_REGIONS

from billing.entities.models import EntityDetails
from billing.entities.sellers import MEMBERS
from kith.ui.formats import locale_name
from kith.visible import LineField, LinesField


def _countries() -> list[tuple[str, str]]:
    """Return each country by its code, as the reader calls it."""
    names = Locale.parse(locale_name()).territories
    # Babel names regions and inventions besides; what has telephone numbers is a place to sell in.
    known = [(code, names[code]) for code in SUPPORTED_REGIONS if code in names]
    return [("", "–"), *sorted(known, key=lambda pair: _plain(pair[1]))]


def _plain(name: str) -> str:
    """Return a name as it is looked up in a list, Åland among those with A."""
    return "".join(each for each in normalize("NFKD", name) if not combining(each)).casefold()


class DetailsForm(forms.Form):
    """What the law wants on each invoice, and from when on it holds."""

    legal_name = LineField(
        label=_("Legal name"),
        max_length=120,
        help_text=_("As it stands in the company register, with its legal form."),
    )
    address = LinesField(
        label=_("Address"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Street, postcode and town, each on its own line; without the country."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=_countries)
    tax_number = LineField(
        label=_("VAT number"),
        max_length=30,
        help_text=_("With its country, as on the tax office’s letter."),
    )
    registration = LineField(
        label=_("Registration"),
        max_length=200,
        required=False,
        help_text=_("The register the company is in, and its number there."),
    )
    iban = LineField(
        label=_("IBAN for transfers"),
        max_length=42,
        required=False,
        help_text=_(
            "Bills that are issued from then on say it, with a reference to pay by; empty: they say"
            " nothing of transfers. Keep an old account open until its bills are paid."
        ),
    )
    code = LineField(
        label=_("Numbers begin with"),
        max_length=6,
        validators=[
            RegexValidator(
                r"^[A-Z][A-Z0-9]{1,5}\Z", _("Two to six capital letters or digits, a letter first.")
            )
        ],
        help_text=_("Two to six capital letters, for good: NL makes NL-2026-000001."),
    )
    starts_on = forms.DateField(
        label=_("Holds from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: as soon as it is signed. Invoices issued before stay as they are."),
    )
    because = LineField(
        label=_("What changes, and why"),
        max_length=300,
        help_text=_("Whoever signs it reads this."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: object, last: EntityDetails | None, **kwargs: object) -> None:
        if last:
            words = {name: getattr(last, name) for name in MEMBERS}
            kwargs["initial"] = {**words, "key": uuid4()}
        super().__init__(*args, **kwargs)
        # The first words hold for all time, and the letters that numbers begin with never change.
        for name in ["code"] if last else ["starts_on", "because", "key"]:
            del self.fields[name]

    def said(self) -> dict[str, str]:
        """Return what was typed of the company itself."""
        return {name: self.cleaned_data[name] for name in MEMBERS}
