"""Save a person's card for their renewals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.gateway import CardAnswer
from billing.invoicing.events import CardRemoved
from billing.invoicing.models import SavedCard
from billing.invoicing.usecases.remove_card import remove_card
from kith.outbox import publish


@transaction.atomic
def save_card(*, person_id: UUID, card: CardAnswer, at: datetime) -> SavedCard | None:
    """
    Save a card in the place of the one before; the same card again changes nothing.

    A card that was removed stays off, and so does one that was to be kept before the present
    one was: its owner's last word counts, by when it was said (`at`). None where the processor does
    not keep it for anybody.
    """
    if known := SavedCard.objects.filter(payment_method=card.payment_method).first():
        return known
    if card.customer is None:
        return None
    later = (
        SavedCard.objects.filter(person_id=person_id, saved_at__gt=at).order_by("saved_at").first()
    )
    if later is None:
        remove_card(person_id=person_id, at=at)
    kept = SavedCard.objects.create(
        person_id=person_id,
        customer=card.customer,
        payment_method=card.payment_method,
        brand=card.brand,
        last4=card.last4,
        exp_month=card.exp_month,
        exp_year=card.exp_year,
        saved_at=at,
        removed_at=later.saved_at if later else None,
    )
    if later:
        publish(CardRemoved(card_id=kept.pk), key=str(kept.pk))
    return kept
