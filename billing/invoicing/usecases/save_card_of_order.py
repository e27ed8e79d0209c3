"""Save the card that paid an order, where its buyer said so."""

from __future__ import annotations

from uuid import UUID

from billing.gateway import gateway
from billing.invoicing.models import SavedCard
from billing.invoicing.usecases.save_card import save_card
from catalog.ordering.queries import order_card


def save_card_of_order(*, order_id: UUID) -> SavedCard | None:
    """
    Keep the card that paid, as of then; None where the buyer did not want that. Outside a
    transaction.

    :raises GatewayBusy: ask again later
    :raises GatewayUncertain: ask again later
    """
    order = order_card(order_id)
    if not order.keeps_card or order.person_id is None or order.paid_at is None:
        return None
    payment = gateway().retrieve_payment(order.payment_reference)
    if payment.payment_method is None:
        return None
    card = gateway().saved_card(payment.payment_method)
    return save_card(person_id=order.person_id, card=card, at=order.paid_at)
