"""Stop keeping a person's card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import CardTakenOff
from billing.invoicing.models import KeptCard
from kith.outbox import publish


@transaction.atomic
def take_card_off(*, person_id: UUID, at: datetime) -> KeptCard | None:
    """Charge the card no more from now on, and let the processor forget it; None without one."""
    kept = KeptCard.objects.filter(person_id=person_id, taken_off_at=None)
    card = kept.order_by("pk").select_for_update().first()
    if card is None:
        return None
    card.taken_off_at = at
    card.save(update_fields=["taken_off_at"])
    publish(CardTakenOff(card_id=card.pk), key=str(card.pk))
    return card
