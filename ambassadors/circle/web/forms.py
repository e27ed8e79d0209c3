"""What a seller types about the people around them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ambassadors.circle.usecases.invite_friend import LONGEST_NAME


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Their name"), max_length=LONGEST_NAME)
    sent_to = forms.EmailField(
        label=_("Their e-mail"),
        required=False,
        help_text=_("With it we send the invitation; without it you pass the link on yourself."),
    )
    words = forms.CharField(label=_("A sentence from you"), max_length=300, required=False)


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
