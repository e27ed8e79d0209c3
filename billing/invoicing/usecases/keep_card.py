"""Keep a person's card for their renewals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.gateway import CardAnswer
from billing.invoicing.events import CardTakenOff
from billing.invoicing.models import KeptCard
from billing.invoicing.usecases.take_card_off import take_card_off
from kith.outbox import publish


@transaction.atomic
def keep_card(*, person_id: UUID, card: CardAnswer, at: datetime) -> KeptCard | None:
    """
    Keep a card in the place of the one before; the same card again changes nothing.

    A card that was taken off stays off, and so does one that was to be kept before the present
    one was: its owner's last word counts, by when it was said (`at`). None where the processor does
    not keep it for anybody.
    """
    if known := KeptCard.objects.filter(payment_method=card.payment_method).first():
        return known
    if card.customer is None:
        return None
    later = KeptCard.objects.filter(person_id=person_id, kept_at__gt=at).order_by("kept_at").first()
    if later is None:
        take_card_off(person_id=person_id, at=at)
    kept = KeptCard.objects.create(
        person_id=person_id,
        customer=card.customer,
        payment_method=card.payment_method,
        brand=card.brand,
        last4=card.last4,
        exp_month=card.exp_month,
        exp_year=card.exp_year,
        kept_at=at,
        taken_off_at=later.kept_at if later else None,
    )
    if later:
        publish(CardTakenOff(card_id=kept.pk), key=str(kept.pk))
    return kept
