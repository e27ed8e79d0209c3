"""Record one payment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import CheckoutSession, Payment
from billing.invoicing.usecases.issue_invoice import issue_invoice
from billing.invoicing.usecases.record_payments import Receipt, record_payments
from kith.money import Money


@transaction.atomic
def record_payment(
    *,
    key: str,
    payment_reference: str,
    at: datetime,
    order_id: UUID | None = None,
    invoice_id: UUID | None = None,
    amount: Money | None = None,
) -> Payment:
    """
    Record one payment of an order or an invoice; the same key again returns the first.

    An order that has no bill yet gets it here, so that no order of events matters.

    :raises Overpaid: the amount exceeds what is outstanding
    :raises KeyReused: the key already names a different payment
    """
    if invoice_id is None:
        if order_id is None:
            raise ValueError("a payment is for an order or for an invoice")
        invoice_id = issue_invoice(order_id=order_id, at=at).pk
        CheckoutSession.objects.filter(order_id=order_id, ended_at=None).update(ended_at=at)
    else:
        CheckoutSession.objects.filter(invoice_id=invoice_id, ended_at=None).update(ended_at=at)
    receipt = Receipt(invoice_id, key, payment_reference, at, amount)
    return record_payments(receipts=[receipt])[0]
