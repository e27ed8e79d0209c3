"""What somebody asks who brings a number along, and whether that can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.utils.translation import gettext as _

from catalog.network.queries import is_number_coming
from catalog.network.request_ids import RequestId
from catalog.network.usecases.announce_number import NumberComesAlready
from catalog.numbering.queries import country_of, is_mobile, is_with_us, read_number, show_number
from catalog.porting.models import PortIn
from catalog.porting.operators import OPERATORS, OTHER
from catalog.porting.terms import MOST_DAYS_AHEAD, is_working_day, next_working_day
from kith.errors import DomainError
from kith.ui.formats import day_text
from kith.wall import day_here, required_tenant

REQUEST_KIND = "port-in"
# Account numbers, porting codes, the number of a prepaid card: none of them is a sentence.
_ACCOUNT = re.compile(r"[A-Z0-9][A-Z0-9./-]{2,38}[A-Z0-9]")


class WishRefused(DomainError):
    """Something about the wish is not right; `field` says which of its members."""

    field = ""


class NumberUnreadable(WishRefused):
    code, field = "porting.number_unreadable", "number"


class NumberAbroad(WishRefused):
    code, field = "porting.number_abroad", "number"


class NumberNotMobile(WishRefused):
    code, field = "porting.number_not_mobile", "number"


class NumberIsOurs(WishRefused):
    code, field = "porting.number_is_ours", "number"


class OperatorUnknown(WishRefused):
    code, field = "porting.operator_unknown", "operator"


class AccountUnreadable(WishRefused):
    code, field = "porting.account_unreadable", "account"


class DayImpossible(WishRefused):
    code, field = "porting.day_impossible", "wanted_on"


@dataclass(frozen=True)
class NumberWish:
    """A number to bring along: from whom, under which account there, on which day."""

    e164: str
    operator: str
    account: str
    wanted_on: date

    def as_kept(self) -> dict[str, str]:
        """Return it as an order keeps it until its line works."""
        return {
            "e164": self.e164,
            "operator": self.operator,
            "account": self.account,
            "wanted_on": self.wanted_on.isoformat(),
        }

    @classmethod
    def of_kept(cls, kept: dict[str, Any]) -> Self:
        return cls(
            e164=kept["e164"],
            operator=kept["operator"],
            account=kept["account"],
            wanted_on=date.fromisoformat(kept["wanted_on"]),
        )


def read_wish(
    *, number: str, operator: str, account: str, wanted_on: date | None, at: datetime
) -> NumberWish:
    """
    Read what was typed, before anything is ordered or sent; no day is the next working day.

    :raises NumberUnreadable, NumberAbroad, NumberNotMobile: no mobile number of this country
    :raises NumberIsOurs: it is with us already
    :raises NumberComesAlready: it is on its way to us already
    :raises OperatorUnknown: not one of the list
    :raises AccountUnreadable: no account number or code looks like that
    :raises DayImpossible: no working day of the next 30
    """
    e164 = _read_number(number)
    country = required_tenant().country
    if operator != OTHER and operator not in OPERATORS.get(country, {}):
        raise OperatorUnknown(_("Choose your present operator."))
    code = "".join(account.split()).upper()
    if not _ACCOUNT.fullmatch(code):
        raise AccountUnreadable(
            _("This is no account number or code."),
            mend=_("Letters and digits, 4 to 40 of them, as they stand on your bill."),
        )
    today = day_here(at)
    day = wanted_on or next_working_day(today)
    require_possible_day(day, today=today)
    require_not_ours(e164)
    return NumberWish(e164=e164, operator=operator, account=code, wanted_on=day)


def require_possible_day(day: date, *, today: date) -> None:
    """
    Let a day pass on which a number can move.

    :raises DayImpossible: it cannot
    """
    first, last = next_working_day(today), today + MOST_DAYS_AHEAD
    if first <= day <= last and is_working_day(day):
        return
    span = {"first": day_text(first), "last": day_text(last)}
    raise DayImpossible(
        _("A number cannot move on that day."),
        mend=_("Choose a day from Monday to Friday, between %(first)s and %(last)s.") % span,
    )


def require_not_ours(e164: str) -> None:
    """
    Let a number pass that is neither with us nor on its way.

    :raises NumberIsOurs: it is with us
    :raises NumberComesAlready: it is on its way
    """
    if is_with_us(e164=e164):
        raise NumberIsOurs(
            _("This number is already with us."),
            mend=_("Give the number you have with your present operator."),
        )
    if is_number_coming(e164=e164):
        raise NumberComesAlready


def request_id(port_in: PortIn, errand: str = PortIn.BRING) -> str:
    """Name the request for an errand; a number is looked for by the one that asked for it."""
    return str(RequestId(required_tenant().uuid, REQUEST_KIND, port_in.pk, errand, 1))


def purpose_of(port_in: PortIn, errand: str) -> str:
    """Say what a message about a number is for."""
    return f"{REQUEST_KIND}:{port_in.pk}:{errand}"


def _read_number(text: str) -> str:
    country = required_tenant().country
    e164 = read_number(text=text, country=country)
    if not e164:
        raise NumberUnreadable(
            _("This is no phone number."), mend=_("Write it as you give it to friends.")
        )
    shown = {"number": show_number(e164)}
    if country_of(e164) != country:
        raise NumberAbroad(
            _("%(number)s is a number of another country.") % shown,
            mend=_("Only a number of this country can be kept here."),
        )
    if not is_mobile(e164):
        raise NumberNotMobile(
            _("%(number)s is no mobile number.") % shown,
            mend=_("Only a mobile number can be kept on a mobile line."),
        )
    return e164
