"""What staff write when a shop is closed for good."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClosingForm(forms.Form):
    """Why a shop closes for good."""

    because = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("Kept in the audit, and told to the owner."),
    )
