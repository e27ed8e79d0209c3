"""Find whose payment the processor speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from billing.gateway import GatewayRefused, gateway
from billing.settlement.models import PaymentRoute
from kith.wall import public_side


@dataclass(frozen=True)
class Route:
    """Whose payment it is, and what it was to pay: an order, or an invoice."""

    payment_intent: str
    tenant_id: UUID
    order_id: UUID | None
    invoice_id: UUID | None


@public_side
def trace_payment(*, payment_intent: str) -> Route | None:
    """
    Return whose payment this is by our own map; None where it is none of ours, or not yet.

    News of a payment may come before the news that it was made, by which our map learns its id.
    Then the processor is asked which page or which charge it was; only a route of ours is
    believed. Call it outside a transaction: it may ask the processor.

    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    row = PaymentRoute.objects.filter(payment_intent=payment_intent).first()
    if row is None:
        row = PaymentRoute.objects.filter(
            checkout_id__in=_names_of(payment_intent), payment_intent=None
        ).first()
    if row is None:
        return None
    PaymentRoute.objects.filter(pk=row.pk, payment_intent=None).update(
        payment_intent=payment_intent
    )
    return Route(payment_intent, row.tenant_id, row.order_id, row.invoice_id)


def _names_of(payment_intent: str) -> list[str]:
    """Return what our map may call a payment whose id it does not know yet."""
    try:
        payment = gateway().retrieve_payment(payment_intent)
        pages = gateway().find_checkouts(payment_intent=payment_intent)
    except GatewayRefused:
        # There is no such payment.
        return []
    return [f"charge:{payment.metadata.get('charge', '')}", *(page.id for page in pages)]
