"""Let payments count for whoever encouraged the customer who made them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from ambassadors.referral.usecases.record_paid_cycle import record_paid_cycle
from billing.invoicing.queries import PaymentOfBill

if TYPE_CHECKING:
    from ambassadors.referral.models import Referral


@transaction.atomic
def count_payments(*, referred_id: UUID, payments: Mapping[UUID, PaymentOfBill]) -> Referral | None:
    """
    Count a customer's payments by their bills, the oldest first, as they stand.

    None where nobody encouraged them. Whoever calls holds the bills, so that what was read of them
    stays true.
    """
    referral = None
    for invoice_id, payment in payments.items():
        referral = record_paid_cycle(
            referred_id=referred_id,
            invoice_id=invoice_id,
            paid_at=payment.paid_at,
            refunded_at=payment.refunded_at,
        )
    return referral
