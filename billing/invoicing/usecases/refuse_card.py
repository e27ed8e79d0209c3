"""Have the processor forget a card that is not kept for anybody."""

from __future__ import annotations

from uuid import UUID

from billing.gateway import gateway


def refuse_card(*, order_id: UUID, payment_reference: str) -> None:
    """
    Ask the processor to forget the card that paid; safe to repeat, outside a transaction.

    :raises GatewayBusy: nothing was done: try later
    :raises GatewayUncertain: nobody knows whether it was: try later
    """
    bank = gateway()
    card = bank.retrieve_payment(payment_reference).payment_method
    if card is not None and bank.saved_card(card).customer is not None:
        bank.detach_card(key=f"refuse:{order_id}", payment_method=card)
