"""Write down that a saved card paid an invoice, or a larger plan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.charging import hold_what_is_paid
from billing.invoicing.models import Charge, PlanUpgrade
from billing.invoicing.usecases.pay_upgrade import pay_upgrade
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment


@transaction.atomic
def settle_charge(
    *, charge_id: UUID, payment_reference: str, at: datetime, paid_at: datetime | None = None
) -> Charge:
    """
    Record the payment of a charge, by the answer or by the webhook, whichever comes first.

    It is booked at the moment it was made, where that is known: the news may be late.

    Where it was paid in another way meanwhile the money goes back.
    """
    # What is paid first, as everywhere: two news of one payment wait for each other here.
    held = hold_what_is_paid(charge_id)
    charge = Charge.objects.locked().get(pk=charge_id)
    if charge.state == Charge.PAID and charge.payment_intent == payment_reference:
        return charge
    if isinstance(held, PlanUpgrade):
        payment = pay_upgrade(
            upgrade_id=held.pk,
            payment_reference=payment_reference,
            amount=charge.amount,
            at=at,
            paid_at=paid_at,
        )
    else:
        payment = record_arrived_payment(
            invoice_id=held.pk,
            payment_reference=payment_reference,
            amount=charge.amount,
            at=paid_at or at,
        )
    if payment is None:
        if not charge.is_over:
            charge.end(Charge.FAILED, at=at, reason=Charge.NOT_DUE)
        return charge
    charge.end(Charge.PAID, at=at, payment_intent=payment_reference)
    return charge
