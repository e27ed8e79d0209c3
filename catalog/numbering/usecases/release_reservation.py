"""Give back what was set aside and not used."""

from datetime import datetime

from django.db import transaction

from catalog.numbering.models import AVAILABLE, RESERVED, NumberEvent, PhoneNumber, SimCard
from kith.wall import public_side


@public_side
@transaction.atomic
def release_reservation(*, holder: str, at: datetime) -> None:
    """Free the holder's reserved number and SIM; what is assigned stays, and again does nothing."""
    number = PhoneNumber.objects.locked().held_by(holder).filter(state=RESERVED).first()
    if number is not None:
        number.state, number.holder, number.reserved_until = AVAILABLE, "", None
        number.free_since = at
        number.save(update_fields=["state", "holder", "reserved_until", "free_since"])
        NumberEvent.objects.create(number=number, what="released", holder=holder, at=at)
    SimCard.objects.held_by(holder).filter(state=RESERVED).update(
        state=AVAILABLE, holder="", reserved_until=None, free_since=at
    )
