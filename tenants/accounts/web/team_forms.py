"""What whoever invites somebody to a team fills in."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.visible import AddressField, LineField
from tenants.accounts.team import IN_THE_NETWORK


class NetworkTeamForm(forms.Form):
    """Somebody for the network's team."""

    email = AddressField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=[(one, one.label) for one in IN_THE_NETWORK])
    because = LineField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("Needed for finance and approver: a second person reads it before they agree."),
    )
    # A second press of the button is the same request.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, as the use-case takes it."""
        return {
            **{name: self.cleaned_data[name] for name in ("email", "role", "because")},
            "key": str(self.cleaned_data["key"]),
        }
