"""Take in a number that its holder brought along from another operator."""

from datetime import datetime

from django.db import transaction

from catalog.numbering.models import ASSIGNED, LEFT, QUARANTINED, NumberEvent, PhoneNumber
from catalog.numbering.queries import country_of
from catalog.numbering.terms import QUARANTINE
from kith.wall import public_side


@public_side
@transaction.atomic
def take_in_number(*, e164: str, holder: str, at: datetime, rests: bool = False) -> bool:
    """
    Note that a number is with us now and say whether it was not before; again changes nothing.

    It has its holder, or `rests` where nobody has a line for it any more. One of our own range
    that had left comes back to whoever brings it.
    """
    where = {
        "state": QUARANTINED if rests else ASSIGNED,
        "holder": "" if rests else holder,
        "quarantined_until": at + QUARANTINE if rests else None,
    }
    number, is_new = PhoneNumber.objects.locked().get_or_create(
        e164=e164, defaults={"country": country_of(e164), "free_since": at, **where}
    )
    if not is_new:
        if number.state != LEFT:
            return False
        for name, value in where.items():
            setattr(number, name, value)
        number.save(update_fields=list(where))
    NumberEvent.objects.create(number=number, what="brought", holder=holder, at=at)
    return True
