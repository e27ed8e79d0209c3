"""Take a payment that went through: of a bill, or of what is billed once it is paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import Payment, PlanUpgrade
from billing.invoicing.usecases.pay_upgrade import pay_upgrade
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment


@transaction.atomic
def take_bill_payment(
    *,
    invoice_id: UUID,
    payment_reference: str,
    at: datetime,
    paid_at: datetime | None = None,
) -> Payment | None:
    """Record a payment; None where nothing asks for it any more: a worker gives it back whole."""
    upgrades = PlanUpgrade.objects.filter(bill_id=invoice_id)
    if upgrade_id := upgrades.values_list("pk", flat=True).first():
        return pay_upgrade(
            upgrade_id=upgrade_id, payment_reference=payment_reference, at=at, paid_at=paid_at
        )
    return record_arrived_payment(
        invoice_id=invoice_id, payment_reference=payment_reference, at=at, paid_at=paid_at
    )
