"""Detach a removed card from its customer at the processor."""

from __future__ import annotations

from uuid import UUID

from billing.gateway import gateway
from billing.invoicing.models import SavedCard


def detach_card(*, card_id: UUID) -> None:
    """
    Ask the processor to forget the card for good; safe to repeat, outside a transaction.

    :raises GatewayBusy: nothing was done: try later
    :raises GatewayUncertain: nobody knows whether it was: try later
    """
    card = SavedCard.objects.get(pk=card_id)
    bank = gateway()
    if bank.saved_card(card.payment_method).customer is not None:
        bank.detach_card(key=f"forget:{card.pk}", payment_method=card.payment_method)
