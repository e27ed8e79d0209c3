"""Give the money back for an order that could not be fulfilled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import Refund
from billing.invoicing.refund_limits import NothingToRefund
from billing.invoicing.usecases.bill_paid_order import bill_paid_order
from billing.invoicing.usecases.refund_invoice import PaymentDisputed, refund_invoice
from billing.invoicing.words import NOT_FULFILLED


@transaction.atomic
def refund_failed_order(
    *, order_id: UUID, payment_reference: str, reason: str, at: datetime, turn: str = ""
) -> Refund | None:
    """
    Order the refund of everything paid for a failed order; None when it is back or with a bank.

    It is ordered once, and once more for each other `turn`: where a bank had the money meanwhile.

    Its payment is put into the books here where it does not stand there yet: an order may fail
    before anybody billed it.
    """
    invoice = bill_paid_order(order_id=order_id, payment_reference=payment_reference, at=at)
    try:
        return refund_invoice(
            invoice_id=invoice.pk,
            amount=None,
            reason=reason or NOT_FULFILLED,
            key=f"order_failed:{order_id}{turn}",
            requested_by=None,
            at=at,
        )
    except (NothingToRefund, PaymentDisputed):
        # Where a bank has the money, its decision says whether it is ours to give back.
        return None
