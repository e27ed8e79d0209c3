"""Tell a shop that its customer paid."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from billing.settlement.events import InvoicePaymentReceived, PaymentSucceeded
from kith.outbox import publish


@transaction.atomic(savepoint=False)
def tell_of_payment(
    *,
    tenant_id: UUID,
    order_id: UUID | None,
    invoice_id: UUID | None,
    payment_intent: str,
    paid_at: datetime,
) -> None:
    """Let the order, or the invoice, hear of it once."""
    said: Any = {"payment_reference": payment_intent, "paid_at": paid_at}
    if order_id:
        publish(
            PaymentSucceeded(order_id=order_id, **said),
            key=payment_intent,
            to_tenant=tenant_id,
        )
    elif invoice_id:
        publish(
            InvoicePaymentReceived(invoice_id=invoice_id, **said),
            key=payment_intent,
            to_tenant=tenant_id,
        )
