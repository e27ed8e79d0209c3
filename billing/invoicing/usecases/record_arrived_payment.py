"""Record a payment that went through at the processor."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import OverpaymentArrived
from billing.invoicing.models import Payment
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.record_payments import Overpaid
from kith.money import Money
from kith.outbox import publish
from kith.wall import required_tenant


@transaction.atomic
def record_arrived_payment(
    *,
    invoice_id: UUID,
    payment_reference: str,
    at: datetime,
    amount: Money | None = None,
    paid_at: datetime | None = None,
) -> Payment | None:
    """
    Record a payment; None where nothing asks for it any more: a worker gives it back whole.

    It is booked at the moment it was made, where that is known: the news may be late.

    :raises KeyReused: the payment was recorded for something else
    """
    try:
        return record_payment(
            invoice_id=invoice_id,
            key=payment_reference,
            payment_reference=payment_reference,
            amount=amount,
            at=paid_at or at,
        )
    except Overpaid:
        publish(
            OverpaymentArrived(
                payment_reference=payment_reference, tenant_id=required_tenant().uuid
            ),
            key=payment_reference,
        )
        return None
