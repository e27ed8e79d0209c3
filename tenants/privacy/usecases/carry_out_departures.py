"""Have the accounts end whose two weeks are over."""

from datetime import datetime

from django.db import transaction

from kith.outbox import publish
from kith.wall import public_side
from tenants.privacy.events import DepartureDue
from tenants.privacy.queries import due_departures


@public_side
@transaction.atomic
def carry_out_departures(*, at: datetime) -> int:
    """Post each that is due, once; returns how many are."""
    due = due_departures(at=at)
    for departure_id in due:
        publish(DepartureDue(departure_id=departure_id), key=str(departure_id))
    return len(due)
