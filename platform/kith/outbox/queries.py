"""What others may ask of the outbox."""

from datetime import datetime
from uuid import UUID

from kith.outbox.models import Delivery, Letter
from kith.wall.side import public_side


def parked_count() -> int:
    """Count the deliveries that were given up and wait for a person."""
    return Delivery.objects.parked().count()


@public_side
def undelivered_count(*, tenant_id: UUID, but: str) -> int:
    """Count a tenant's events that are not dealt with, given up or not; `but` those so named."""
    unsorted = Letter.objects.filter(tenant_id=tenant_id, sorted_at=None).exclude(event=but)
    undone = Delivery.objects.filter(tenant_id=tenant_id, done_at=None).exclude(letter__event=but)
    return unsorted.count() + undone.count()


@public_side
def delivered_at(*, event: str, key: str, to_tenant: UUID, reaction: str) -> datetime | None:
    """
    Return when a tenant's event was carried out by a reaction; None before, and once swept.

    A part of the reaction's name is enough.
    """
    done = Delivery.objects.filter(
        letter__tenant_id=to_tenant,
        letter__key=f"{to_tenant}:{event}:{key}",
        reaction__contains=reaction,
    )
    return done.order_by("pk").values_list("done_at", flat=True).first()
