"""Give a parked delivery another chance."""

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
    Let a parked delivery be tried again from the start; one that is not parked stays as it is.

    :raises Delivery.DoesNotExist: there is none of that id
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.parked_at is not None:
        delivery.parked_at, delivery.attempts, delivery.next_try_at = None, 0, at
        delivery.save(update_fields=["parked_at", "attempts", "next_try_at"])
        record(
            "letter.replayed",
            actor_id=by,
            subject=f"delivery:{delivery_id}",
            detail={"reaction": delivery.reaction},
            at=at,
        )
    return delivery
