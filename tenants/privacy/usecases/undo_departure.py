"""Keep an account that was to end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.wall import public_side
from tenants.privacy.models import Departure


@public_side
@transaction.atomic
def undo_departure(*, person_id: UUID, at: datetime) -> bool:
    """Keep the account; returns whether it was to end. Twice changes nothing."""
    departure = Departure.objects.waiting().filter(person_id=person_id).locked().first()
    if departure is None:
        return False
    departure.undone_at = at
    departure.save(update_fields=["undone_at"])
    record("departure.undone", actor_id=person_id, subject=f"person:{person_id}", detail={}, at=at)
    return True
