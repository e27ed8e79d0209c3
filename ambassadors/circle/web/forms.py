"""What a seller types about the people around them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ambassadors.circle.usecases.invite_friend import LONGEST_NAME
from kith.visible import AddressField, LineField, NameField


class InviteForm(forms.Form):
    name = NameField(label=_("Their name"), max_length=LONGEST_NAME)
    sent_to = AddressField(
        label=_("Their e-mail"),
        required=False,
        help_text=_("With it we send the invitation; without it you pass the link on yourself."),
    )
    words = LineField(label=_("A sentence from you"), max_length=300, required=False)
