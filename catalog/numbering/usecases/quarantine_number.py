"""Take a number out of use for a while, so that its last holder's calls reach nobody else."""

from datetime import datetime

from django.db import transaction

from catalog.numbering.models import ASSIGNED, QUARANTINED, NumberEvent, PhoneNumber
from catalog.numbering.terms import QUARANTINE
from kith.wall import public_side


@public_side
@transaction.atomic
def quarantine_number(*, e164: str, at: datetime) -> None:
    """Put a number that was in use aside for 90 days; a number not in use is left as it is."""
    number = PhoneNumber.objects.locked().get(e164=e164)
    if number.state != ASSIGNED:
        return
    holder, number.holder = number.holder, ""
    number.state, number.quarantined_until = QUARANTINED, at + QUARANTINE
    number.save(update_fields=["state", "holder", "quarantined_until"])
    NumberEvent.objects.create(number=number, what="quarantined", holder=holder, at=at)
