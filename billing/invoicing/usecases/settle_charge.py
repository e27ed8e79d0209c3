"""Write down that a saved card paid an invoice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import Charge, Invoice
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment


@transaction.atomic
def settle_charge(
    *, charge_id: UUID, payment_reference: str, at: datetime, paid_at: datetime | None = None
) -> Charge:
    """
    Record the payment of a charge, by the answer or by the webhook, whichever comes first.

    It is booked at the moment it was made, where that is known: the news may be late.

    Where the invoice was paid in another way meanwhile the money goes back.
    """
    invoice_id = Charge.objects.values_list("invoice_id", flat=True).get(pk=charge_id)
    # The invoice first, as everywhere: two news of one payment wait for each other here.
    Invoice.objects.locked().get(pk=invoice_id)
    charge = Charge.objects.locked().get(pk=charge_id)
    if charge.state == Charge.PAID and charge.payment_intent == payment_reference:
        return charge
    payment = record_arrived_payment(
        invoice_id=invoice_id,
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
