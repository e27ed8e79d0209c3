"""Remove a person's saved card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import CardRemoved
from billing.invoicing.models import SavedCard
from kith.outbox import publish


@transaction.atomic
def remove_card(*, person_id: UUID, at: datetime) -> SavedCard | None:
    """Charge the card no more from now on, and let the processor forget it; None without one."""
    kept = SavedCard.objects.filter(person_id=person_id, removed_at=None)
    card = kept.order_by("pk").select_for_update().first()
    if card is None:
        return None
    card.removed_at = at
    card.save(update_fields=["removed_at"])
    publish(CardRemoved(card_id=card.pk), key=str(card.pk))
    return card
