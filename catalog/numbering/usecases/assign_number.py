"""Give a reserved number to its holder for good."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.numbering.models import ASSIGNED, NumberEvent, PhoneNumber
from kith.errors import DomainError
from kith.wall import public_side


class NumberNotReserved(DomainError):
    code = "numbering.number_not_reserved"


@public_side
@transaction.atomic
def assign_number(*, holder: str, at: datetime) -> str:
    """
    Assign the number the holder reserved and return it; again returns the same.

    :raises NumberNotReserved: the holder has no number, or its reservation ran out
    """
    number = PhoneNumber.objects.locked().held_by(holder).first()
    if number is not None and number.state == ASSIGNED:
        return number.e164
    if number is None or number.reserved_until <= at:
        raise NumberNotReserved(
            _("The number is no longer set aside."),
            mend=_("Reserve a number again, then assign it."),
        )
    number.state, number.reserved_until = ASSIGNED, None
    number.save(update_fields=["state", "reserved_until"])
    NumberEvent.objects.create(number=number, what="assigned", holder=holder, at=at)
    return number.e164
