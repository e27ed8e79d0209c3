"""Write down a refund that somebody made at the processor itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.gateway import RefundAnswer
from billing.invoicing.crediting import credit_made_refund
from billing.invoicing.models import Invoice, Payment, Refund
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.undo_loss import undo_loss
from billing.invoicing.words import COUNTED_ANEW, REFUNDED_THERE
from billing.settlement.refunding import KIND
from kith.audit.record import record
from kith.money import Money
from kith.transmission.marks import bears_marks


def record_processor_refund(*, payment_id: UUID, told: RefundAnswer, at: datetime) -> Refund | None:
    """
    Take a refund that was not asked for here into the books: credit note, split walked back.

    None where it bears our marks: whoever sent it ends it, or whoever puts a restored house in
    order. What stands in its way of a lost dispute is undone and held: settle that again
    afterwards. The same refund again changes nothing. Call it outside a transaction.
    """
    if bears_marks(told.metadata, kind=KIND):
        return None
    if known := Refund.objects.filter(stripe_id=told.id).first():
        return known
    payment = Payment.objects.select_related("invoice").get(pk=payment_id)
    # What was never accrued cannot be taken back. For itself: it holds the telco's books,
    # and the payees are locked before those.
    accrue_invoices(invoice_ids=[payment.invoice_id])
    _make_room(payment, told.amount, at)
    return _record(payment, told, at)


def _make_room(payment: Payment, amount: Money, at: datetime) -> None:
    """A lost dispute takes what the refunds leave: heard of first, it is counted anew."""
    invoice = payment.invoice
    if amount.minor <= invoice.paid_minor - invoice.refunded_minor:
        return
    lost = Refund.objects.filter(payment=payment, source=Refund.BANK, state=Refund.DONE)
    for dispute_id in lost.order_by("dispute_id").values_list("dispute_id", flat=True).distinct():
        undo_loss(dispute_id=dispute_id, invoice_number=invoice.number, reason=COUNTED_ANEW, at=at)


@transaction.atomic
def _record(payment: Payment, told: RefundAnswer, at: datetime) -> Refund:
    invoice = Invoice.objects.locked().get(pk=payment.invoice_id)
    if known := Refund.objects.filter(stripe_id=told.id).first():
        return known
    refund = Refund(
        source=Refund.PROCESSOR,
        stripe_id=told.id,
        payment=payment,
        amount_minor=told.amount.minor,
        currency=told.amount.currency,
        reason=REFUNDED_THERE,
    )
    credit_made_refund(invoice, refund, name=f"processor:{told.id}", at=at)
    record(
        "invoice.refund_adopted",
        actor_id=None,
        subject=f"invoice:{invoice.pk}",
        detail={"number": invoice.number, "amount": str(told.amount), "refund": told.id},
        at=at,
    )
    return refund
