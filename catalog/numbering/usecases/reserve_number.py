"""Set a phone number aside for somebody."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.numbering.models import AVAILABLE, RESERVED, NumberEvent, PhoneNumber
from catalog.numbering.terms import RESERVATION
from kith.errors import DomainError
from kith.wall import public_side


class NoNumberLeft(DomainError):
    code = "numbering.no_number_left"


@dataclass(frozen=True)
class ReservedNumber:
    e164: str
    until: datetime | None


@public_side
@transaction.atomic
def reserve_number(*, holder: str, country: str, at: datetime) -> ReservedNumber:
    """
    Set a number aside for 24 hours; the same holder always gets the same number.

    A reservation of the holder's own that ran out, and that no sweep has freed yet, starts anew.
    A number that is already assigned to the holder comes back without an end.

    :raises NoNumberLeft: the pool of that country is empty
    """
    try:
        # A savepoint: when the same holder asks twice at once, the database lets one through.
        with transaction.atomic():
            number = _held_or_next(holder=holder, country=country, at=at)
    except IntegrityError:
        number = PhoneNumber.objects.locked().held_by(holder).get()
    return ReservedNumber(number.e164, number.reserved_until)


def _held_or_next(*, holder: str, country: str, at: datetime) -> PhoneNumber:
    number = PhoneNumber.objects.locked().held_by(holder).first()
    if number is None:
        number = PhoneNumber.objects.filter(country=country).next_free()
        if number is None:
            raise NoNumberLeft(
                _("No phone number is left for %(country)s.") % {"country": country},
                mend=_("Add a range of numbers on the numbers page, then try again."),
            )
    elif number.state != RESERVED or number.reserved_until > at:
        return number

    is_new = number.state == AVAILABLE
    number.state, number.holder, number.reserved_until = RESERVED, holder, at + RESERVATION
    number.save(update_fields=["state", "holder", "reserved_until"])
    NumberEvent.objects.create(
        number=number, what="reserved" if is_new else "renewed", holder=holder, at=at
    )
    return number
