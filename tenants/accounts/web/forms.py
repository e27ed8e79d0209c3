"""The forms of accounts that are Kith's own."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    ConfirmEmailVerificationCodeForm,
    LoginForm,
    ReauthenticateForm,
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
from tenants.accounts.refusal_words import NEW_PASSWORD, REPEATED_DIFFERS
from tenants.accounts.tries import forget_tries
from tenants.accounts.web.in_house_words import InHouseWords


class SignInForm(InHouseWords, LoginForm):
    """E-mail and password."""


class NewPersonForm(InHouseWords, SignupForm):
    """What somebody new tells us."""


class ForgottenForm(InHouseWords, ResetPasswordForm):
    """The address to write to."""


class AnotherAddressForm(InHouseWords, AddEmailForm):
    """One more address of an account."""


class PasswordAgainForm(InHouseWords, ReauthenticateForm):
    """The password, asked for once more."""


class AddressCodeForm(InHouseWords, ConfirmEmailVerificationCodeForm):
    """The code that came by mail."""


class WrittenTwice(InHouseWords):
    """A form that takes a new password, and once more what was written."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["password1"].label = NEW_PASSWORD  # type: ignore[attr-defined]

    def add_error(self, field: str | None, error: Any) -> None:
        """Say in our words that the two differ, which is all the library says of the second."""
        is_librarys = field == "password2" and not isinstance(error, forms.ValidationError)
        words = REPEATED_DIFFERS if is_librarys else error
        super().add_error(field, words)  # type: ignore[misc]


class NewPasswordForm(WrittenTwice, ChangePasswordForm):
    """The password now, and the one from now on."""


class ChosenPassword(WrittenTwice, ResetPasswordKeyForm):
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


class NewPasskeyForm(InHouseWords, AddWebAuthnForm):
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
