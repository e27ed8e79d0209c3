"""Phone numbers as people write them, and as we keep them."""

import phonenumbers
from django.conf import settings
from django.utils.translation import gettext as _

from kith.errors import DomainError

MEXICO, ARGENTINA = 52, 54


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
    _leave_out_old_mobile_one(number)
    if not phonenumbers.is_possible_number(number):
        raise _unreadable()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def line_of(text: str) -> str:
    """
    Return what tells two lines apart, for comparing: national forms are the network's country's.

    Argentina's mobiles have a 9 after the country when called from abroad, and none at home.
    """
    try:
        number = phonenumbers.parse(text, settings.KITH_COUNTRY)
    except phonenumbers.NumberParseException:
        return "".join(letter for letter in text if letter.isdigit())
    _leave_out_old_mobile_one(number)
    national = phonenumbers.national_significant_number(number)
    if number.country_code == ARGENTINA and len(national) == 11:
        national = national.removeprefix("9")
    return f"+{number.country_code}{national}"


def _leave_out_old_mobile_one(number: phonenumbers.PhoneNumber) -> None:
    """Mexican mobiles had a 1 after the country until 2019, and messengers show it still."""
    national = str(number.national_number)
    if number.country_code == MEXICO and len(national) == 11 and national.startswith("1"):
        number.national_number = int(national[1:])


def _unreadable() -> PhoneUnreadable:
    return PhoneUnreadable(
        _("This is not a phone number."),
        mend=_("Begin with + and the country, as in +44 7700 900123."),
    )
