"""What a seller types while they set up their shop."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VoiceForm(forms.Form):
    name = forms.CharField(label=_("Name of your shop"), max_length=80)
    tagline = forms.CharField(
        label=_("One sentence about it"),
        max_length=160,
        help_text=_("Whom you help, in your own words. It stands under the name."),
    )
    support_hours = forms.CharField(
        label=_("When you answer"),
        max_length=120,
        required=False,
        help_text=_("For example: weekdays 9 to 18."),
    )
