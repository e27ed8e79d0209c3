"""Give the money back for an order that could not be fulfilled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.models import Invoice, Refund
from billing.invoicing.usecases.refund_invoice import NothingToRefund, refund_invoice
from catalog.ordering.queries import order_card


class PaymentNotRecordedYet(RuntimeError):
    """The order was paid, and its payment is still on the way into the books."""


def refund_failed_order(*, order_id: UUID, reason: str, at: datetime) -> Refund | None:
    """
    Order the refund of everything paid for a failed order; None when nothing was paid.

    :raises PaymentNotRecordedYet: try again once the payment stands in the books
    """
    order = order_card(order_id=order_id)
    invoice = Invoice.objects.filter(order_id=order.id).first()
    if invoice is None or not invoice.is_paid:
        if order.paid_at:
            raise PaymentNotRecordedYet(f"order {order.number} has no paid invoice yet")
        return None
    try:
        return refund_invoice(
            invoice_id=invoice.pk,
            amount=None,
            reason=reason or "the order could not be fulfilled",
            key=f"order_failed:{order.id}",
            requested_by=None,
            at=at,
        )
    except NothingToRefund:
        return None
