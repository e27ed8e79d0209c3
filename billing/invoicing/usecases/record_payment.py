"""Record one payment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import CheckoutSession, Payment
from billing.invoicing.usecases.record_payments import Receipt, record_payments
from kith.money import Money


@transaction.atomic
def record_payment(
    *,
    invoice_id: UUID,
    key: str,
    payment_reference: str,
    at: datetime,
    amount: Money | None = None,
) -> Payment:
    """
    Record one payment of an invoice; the same key again returns the first.

    :raises Overpaid: the amount exceeds what is outstanding
    :raises KeyReused: the key already names a different payment
    """
    CheckoutSession.objects.filter(invoice_id=invoice_id, ended_at=None).update(ended_at=at)
    receipt = Receipt(invoice_id, key, payment_reference, at, amount)
    return record_payments(receipts=[receipt])[0]
