"""Write down that a refund reached the processor, and take every party's part back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.bank.accounts import BANK
from billing.invoicing.crediting import credit
from billing.invoicing.models import Invoice, Refund
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.settlement.movements import PROCESSOR


def settle_refund(*, refund_id: UUID, stripe_id: str | None, at: datetime) -> Refund:
    """
    Issue the credit note of a refund that was sent; twice changes nothing.

    Each party gives back by the original split. One that failed late stays failed: news of
    before do not settle it again. Call it outside a transaction, or after the invoice was shared
    out by itself.
    """
    invoice_id = Refund.objects.values_list("invoice_id", flat=True).get(pk=refund_id)
    # What was never accrued cannot be taken back. For itself: it holds the telco's books,
    # and the payees are locked before those.
    accrue_invoices(invoice_ids=[invoice_id])
    return _settle(refund_id, invoice_id, stripe_id, at)


@transaction.atomic
def _settle(refund_id: UUID, invoice_id: UUID, stripe_id: str | None, at: datetime) -> Refund:
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    refund = Refund.objects.locked().get(pk=refund_id)
    if refund.state == Refund.DONE or refund.failed_late:
        return refund
    refund.end(Refund.DONE, at=at, stripe_id=stripe_id)
    paid_from = BANK if refund.payment.is_by_bank else PROCESSOR
    credit(invoice, refund, at=at, reference=stripe_id or "", paid_from=paid_from)
    return refund
