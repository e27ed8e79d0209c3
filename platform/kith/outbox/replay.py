"""Try again now what is parked, or what waits for an outage to end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.outbox.models import Delivery
from kith.wall.side import public_side


@public_side
@transaction.atomic
def replay_delivery(*, delivery_id: int, by: UUID, at: datetime) -> Delivery:
    """
    Let a delivery be tried now: a parked one from the start, a waiting one before its time.

    One that is neither stays as it is.

    :raises Delivery.DoesNotExist: there is none of that id
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.parked_at or (delivery.waiting_since and not delivery.done_at):
        if delivery.parked_at:
            delivery.parked_at, delivery.attempts = None, 0
            delivery.waiting_since, delivery.wait_count = None, 0
        delivery.next_try_at = at
        delivery.save(
            update_fields=["parked_at", "attempts", "next_try_at", "waiting_since", "wait_count"]
        )
        record(
            "letter.replayed",
            actor_id=by,
            subject=f"delivery:{delivery_id}",
            detail={"reaction": delivery.reaction},
            at=at,
        )
    return delivery
