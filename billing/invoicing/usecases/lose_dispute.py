"""Take every party's part of a lost dispute back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.disputes.queries import HELD
from billing.invoicing.crediting import credit_made_refund
from billing.invoicing.models import Invoice, Payment, Refund
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.words import TAKEN_BY_BANK
from kith.audit.record import record


def lose_dispute(*, dispute_id: str, payment_id: UUID, amount_minor: int, at: datetime) -> Refund:
    """
    Credit a customer whose bank took a payment for good: the sale is undone by as much.

    The money is with the bank already; each party gives back by the original split, as for a
    refund. It stands once for each time that a bank decided; the sum that stands already changes
    nothing. Call it outside a transaction.
    """
    invoice_id = Payment.objects.values_list("invoice_id", flat=True).get(pk=payment_id)
    # What was never accrued cannot be taken back. For itself: it holds the telco's books,
    # and the payees are locked before those.
    accrue_invoices(invoice_ids=[invoice_id])
    return _lose(dispute_id, invoice_id, payment_id, amount_minor, at)


@transaction.atomic
def _lose(
    dispute_id: str, invoice_id: UUID, payment_id: UUID, amount_minor: int, at: datetime
) -> Refund:
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    earlier = Refund.objects.filter(dispute_id=dispute_id)
    if standing := earlier.filter(state=Refund.DONE).first():
        return standing
    name = f"dispute:{dispute_id}:{earlier.count() + 1}"
    refund = Refund(
        source=Refund.BANK,
        dispute_id=dispute_id,
        payment_id=payment_id,
        amount_minor=amount_minor,
        currency=invoice.currency,
        reason=TAKEN_BY_BANK,
    )
    credit_made_refund(invoice, refund, name=name, at=at, paid_from=HELD)
    record(
        "invoice.dispute_lost",
        actor_id=None,
        subject=f"invoice:{invoice.pk}",
        detail={"number": invoice.number, "amount": str(refund.amount), "dispute": dispute_id},
        at=at,
    )
    return refund
