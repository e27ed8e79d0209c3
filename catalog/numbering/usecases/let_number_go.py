"""Give a number up for good: its holder took it to another operator."""

from datetime import datetime

from django.db import transaction

from catalog.numbering.models import LEFT, NumberEvent, PhoneNumber
from kith.wall import public_side


@public_side
@transaction.atomic
def let_number_go(*, e164: str, at: datetime) -> None:
    """Take a number out of the pool, in use or at rest; one that left before stays as it is."""
    number = PhoneNumber.objects.locked().filter(e164=e164).first()
    if number is None or number.state == LEFT:
        return
    holder, number.holder = number.holder, ""
    number.state, number.quarantined_until = LEFT, None
    number.save(update_fields=["state", "holder", "quarantined_until"])
    NumberEvent.objects.create(number=number, what="left", holder=holder, at=at)
