"""What staff fill in to fill the pools."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.visible import LineField
from kith.written import WholeNumberField

LARGEST_FILE = 5 * 1024 * 1024


class RangeForm(forms.Form):
    label = LineField(label=_("Name of the range"), max_length=80)
    first = LineField(label=_("First number"), max_length=20, help_text=_("As +34 611 50 00 00."))
    last = LineField(label=_("Last number"), max_length=20)
    warn_below = WholeNumberField(label=_("Warn below"), least=0, most=100_000, initial=100)
    is_meant = forms.BooleanField(label=_("This range is meant"), required=False)
    # Which range was asked about: another one is asked about anew.
    asked_about = LineField(required=False, widget=forms.HiddenInput)

    @property
    def span(self) -> str:
        """The range as it was typed."""
        return f"{self['first'].value()} {self['last'].value()}"

    @property
    def is_doubt_settled(self) -> bool:
        """Whether this very range was asked about, and is meant."""
        return self.cleaned_data["is_meant"] and self.cleaned_data["asked_about"] == self.span

    def ask(self) -> None:
        """Ask whether the range is meant."""
        typed: Any = self.data
        asked = typed.copy()
        asked["asked_about"], asked["is_meant"] = self.span, ""
        self.data = asked
        self.is_asking = True

    is_asking = False


class SimBatchForm(forms.Form):
    file = forms.FileField(label=_("CSV file"))
    form = forms.ChoiceField(
        label=_("Form of the SIMs"),
        required=False,
        choices=[
            ("", _("As the file says")),
            ("esim", _("eSIM")),
            ("physical", _("SIM card")),
        ],
        help_text=_("For a file without a column “form”."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it into parts."))
        return file
