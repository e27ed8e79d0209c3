"""What staff write about a tenant."""

from django import forms
from django.utils.translation import gettext_lazy


class SuspensionForm(forms.Form):
    """Why a storefront closes for a while."""

    because = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("Kept in the audit log and told to the seller."),
    )
