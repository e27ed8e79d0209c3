"""Keep a person's card for their renewals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.gateway import CardAnswer
from billing.invoicing.models import KeptCard
from billing.invoicing.usecases.take_card_off import take_card_off


@transaction.atomic
def keep_card(*, person_id: UUID, card: CardAnswer, at: datetime) -> KeptCard | None:
    """
    Keep a card in the place of the one before; the same card again changes nothing.

    A card that was taken off stays off: its owner's last word counts. None where the
    processor does not keep it for anybody.
    """
    if known := KeptCard.objects.filter(payment_method=card.payment_method).first():
        return known
    if card.customer is None:
        return None
    take_card_off(person_id=person_id, at=at)
    return KeptCard.objects.create(
        person_id=person_id,
        customer=card.customer,
        payment_method=card.payment_method,
        brand=card.brand,
        last4=card.last4,
        exp_month=card.exp_month,
        exp_year=card.exp_year,
        kept_at=at,
    )
