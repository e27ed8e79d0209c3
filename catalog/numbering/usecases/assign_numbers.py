"""Give holders a phone number each."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.numbering import sql_pool
from kith.errors import DomainError
from kith.wall import public_side


class NoNumberLeft(DomainError):
    code = "numbering.no_number_left"


@public_side
def assign_numbers(*, holders: Sequence[str], country: str, at: datetime) -> dict[str, str]:
    """
    Return each holder's number, in E.164; the same holder always has the same one.

    In one statement, for all of them or for none. Who asks holds a lock on what the holders stand
    for; the database refuses a holder its second number all the same.

    :raises NoNumberLeft: the pool of that country has too few
    """
    numbers = dict(sql_pool.assign_numbers(holders=holders, country=country, at=at))
    if len(numbers) < len(set(holders)):
        raise NoNumberLeft(
            _("No phone number is left for %(country)s.") % {"country": country},
            mend=_("Add a range of numbers on the numbers page, then try again."),
        )
    return numbers
