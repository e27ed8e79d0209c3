"""The forms of accounts that are Kith's own."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy

from kith.client_address import client_address
from kith.errors import DomainError
from kith.visible import LineField, NameField
from tenants.accounts.handles import read_handle
from tenants.accounts.models import Locale
from tenants.accounts.phones import read_phone
from tenants.accounts.tries import forget_tries


class WithoutEchoes:
    """A form whose fields do not say their label twice."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)


class SignInForm(WithoutEchoes, LoginForm):
    """E-mail and password."""


class NewPersonForm(WithoutEchoes, SignupForm):
    """What somebody new tells us."""


class ForgottenForm(WithoutEchoes, ResetPasswordForm):
    """The address to write to."""


class NewPasswordForm(WithoutEchoes, ChangePasswordForm):
    """The password now, and the one from now on."""


class ChosenPassword(WithoutEchoes, ResetPasswordKeyForm):
    """A new password, set by a link that came by mail."""

    def save(self) -> None:
        """Set the password; the link proves the address it was sent to."""
        super().save()
        EmailAddress.objects.update_or_create(
            user=self.user,
            email=self.user.email,
            defaults={"primary": True, "verified": True},
        )
        forget_tries(account=self.user.email, address=client_address(context.request))


class NewPasskeyForm(AddWebAuthnForm):
    """What to call a passkey, and whether it opens the door by itself."""

    name = LineField(required=False)
    passwordless = forms.BooleanField(
        label=gettext_lazy("Sign in with it alone, without a password"),
        required=False,
        initial=True,
    )


class ProfileForm(forms.Form):
    """How a person wishes to be known."""

    full_name = NameField(label=gettext_lazy("Name"), max_length=120)
    handle = LineField(
        label=gettext_lazy("Handle"),
        max_length=31,
        help_text=gettext_lazy("Friends find you by it. 3 to 30 letters a to z, digits, hyphens."),
    )
    phone = LineField(
        label=gettext_lazy("Phone"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("With the country in front, as in +44 7700 900123."),
    )
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=Locale.choices)

    def clean_handle(self) -> str:
        """Return the handle as it is stored."""
        return _read(read_handle, self.cleaned_data["handle"])

    def clean_phone(self) -> str | None:
        """Return the number in full, or None."""
        text = self.cleaned_data["phone"]
        return _read(read_phone, text) if text else None


def _read(reader: Any, text: str) -> str:
    try:
        return reader(text)
    except DomainError as refusal:
        raise forms.ValidationError(f"{refusal} {refusal.mend}".strip()) from refusal
