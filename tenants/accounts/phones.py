"""Phone numbers as people write them, and as we keep them."""

import phonenumbers
from django.utils.translation import gettext as _

from kith.errors import DomainError


class PhoneUnreadable(DomainError):
    """Digits that are no phone number."""

    code = "phone.unreadable"


def read_phone(text: str, *, country: str | None = None) -> str:
    """
    Return the number in full (E.164), as "+447700900123".

    :raises PhoneUnreadable: it is no possible number
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        raise _unreadable() from error
    if not phonenumbers.is_possible_number(number):
        raise _unreadable()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _unreadable() -> PhoneUnreadable:
    return PhoneUnreadable(
        _("This is not a phone number."),
        mend=_("Begin with + and the country, as in +44 7700 900123."),
    )
