"""What Kith asks of somebody new, beside an e-mail and a password."""

from typing import Any

from allauth.core import context
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.visible import LineField, NameField
from tenants.accounts.phones import PhoneUnreadable, read_phone
from tenants.accounts.questions import find_encourager


class Encourager(LineField):
    """Words that must be there unless another box is ticked: the form knows, the field does not."""

    widget = forms.TextInput

    def __init__(self, **more: Any) -> None:
        super().__init__(**more, required=True)
        self.widget.use_required_attribute = lambda initial: False

    def validate(self, value: Any) -> None:
        """Leave the judgement to the form."""


class SignUpFields(forms.Form):
    """The first half of the sign-up form; allauth adds the address and the password."""

    full_name = NameField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = LineField(
        label=gettext_lazy("Phone"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("With the country in front, as in +44 7700 900123."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    encourager = Encourager(
        label=gettext_lazy("Who encouraged you?"),
        max_length=60,
        help_text=gettext_lazy(
            "Their handle or code. They see your first name, never what you pay."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    nobody = forms.BooleanField(label=gettext_lazy("Nobody did"), required=False)

    field_order = ("full_name", "email", "password1", "phone", "encourager", "nobody")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # Whoever came by a friend's link has said so already.
        self.fields["encourager"].initial = context.request.session.get("encourager", "")

    def clean_phone(self) -> str:
        """Return the number in full, or nothing."""
        text = self.cleaned_data["phone"]
        if not text:
            return ""
        try:
            return read_phone(text)
        except PhoneUnreadable as refusal:
            raise forms.ValidationError(f"{refusal} {refusal.mend}") from refusal

    def clean(self) -> dict[str, Any]:
        """Find the person who encouraged; whoever nobody encouraged must say so."""
        words = super().clean() or self.cleaned_data
        text = (words.get("encourager") or "").strip()
        words["encouraged_by"] = None
        if words.get("nobody"):
            return words
        if not text:
            self.add_error("encourager", _("Say who encouraged you, or tick that nobody did."))
            return words
        found = find_encourager(text=text)
        if len(found) == 1:
            words["encouraged_by"] = found[0].id
        else:
            self.add_error(
                "encourager",
                _("Nobody goes by this. Check the spelling, or tick that nobody did."),
            )
        return words

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Do nothing more: the adapter registered the person already."""
