"""What a seller types while they set up their shop."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.visible import LineField


class VoiceForm(forms.Form):
    name = LineField(label=_("Name of your shop"), max_length=80)
    tagline = LineField(
        label=_("One sentence about it"),
        max_length=160,
        help_text=_("Whom you help, in your own words. It stands under the name."),
    )
    support_hours = LineField(
        label=_("When you answer"),
        max_length=120,
        required=False,
        help_text=_("For example: weekdays 9 to 18."),
    )
