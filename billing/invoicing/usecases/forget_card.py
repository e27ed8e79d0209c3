"""Let the processor forget a card that was taken off."""

from __future__ import annotations

from uuid import UUID

from billing.gateway import gateway
from billing.invoicing.models import KeptCard


def forget_card(*, card_id: UUID) -> None:
    """
    Ask the processor to forget the card for good; safe to repeat, outside a transaction.

    :raises GatewayBusy: nothing was done: try later
    :raises GatewayUncertain: nobody knows whether it was: try later
    """
    card = KeptCard.objects.get(pk=card_id)
    bank = gateway()
    if bank.kept_card(card.payment_method).customer is not None:
        bank.forget_card(key=f"forget:{card.pk}", payment_method=card.payment_method)
