"""
What the sign-in library refuses with, in the house's words.

Each of its own sentences has one here, also where no page leads to it today: its Spanish addresses
a reader as a stranger, and a newer version may say it elsewhere.
"""

from django.utils.translation import gettext_lazy as _

WRONG_CODE = _("That code does not work. Write the one shown now.")
REPEATED_DIFFERS = _("The two passwords differ. Write the same one twice.")

OF_ACCOUNTS = {
    "account_inactive": _("This account is closed. Write to us if you did not expect that."),
    "cannot_remove_primary_email": _("You sign in with this address. Choose another one first."),
    "duplicate_email": _("This address is in your account already."),
    "email_password_mismatch": _("E-mail and password do not fit together."),
    "phone_password_mismatch": _("Phone and password do not fit together."),
    "email_taken": _("This e-mail already has an account."),
    "enter_current_password": _("That is not your current password."),
    "incorrect_code": _("That code does not work. Write the one from the newest e-mail."),
    "incorrect_password": _("That is not your password."),
    "invalid_or_expired_key": _("This link is not good any more. Ask for a new one."),
    "invalid_login": _("E-mail and password do not fit together."),
    "invalid_password_reset": _("This link is not good any more. Ask for a new one."),
    "max_email_addresses": _("An account has at most %d addresses."),
    "phone_taken": _("This phone number cannot be used."),
    "too_many_login_attempts": _("Too many wrong tries. Try again later."),
    "unknown_email": _("We know nobody with this address."),
    "unknown_phone": _("We know nobody with this phone number."),
    "unverified_primary_email": _("Confirm the address you sign in with first."),
    "username_blacklisted": _("This name cannot be used. Choose another one."),
    "username_password_mismatch": _("E-mail and password do not fit together."),
    "username_taken": _("This name is taken. Choose another one."),
    "select_only_one": _("Choose one of them."),
    "same_as_current": _("This is what you have already. Write another one."),
    "rate_limited": _("That was very often. Wait a moment and try again."),
}
OF_SECOND_STEP = {
    "add_email_blocked": _("Switch your second step off before you add an address."),
    "cannot_delete_authenticator": _(
        "Your role needs a second step. Set up another one first, then take this one off."
    ),
    "cannot_generate_recovery_codes": _("Set up a second step first; recovery codes are for it."),
    "incorrect_code": WRONG_CODE,
    "unverified_email": _("Confirm your e-mail address before you set up a second step."),
}

# What its fields are called, by their names.
LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password2": _("Repeat password"),
    "remember": _("Stay signed in on this device"),
    "code": _("Code"),
    "name": _("What to call it"),
}
NEW_PASSWORD = _("New password")
