"""The file of a catalogue."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    """A TMF620 export or a price list."""

    file = forms.FileField(
        label=_("Catalogue file"),
        help_text=_("A TMF620 export (.json, v4 or v5) or a price list (.csv), at most 20 MB."),
    )
