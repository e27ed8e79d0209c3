"""Money that went back in one window, before a payout and after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from ambassadors.circle.usecases.count_invoice import count_invoice
from billing.invoicing.models import Invoice
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.send_refund import send_refund
from catalog.ordering.models import Order
from kith.money import Money
from outside.demo.plan import Buyer, GivenBack
from outside.demo.processor import PastProcessor

TO_SEND = timedelta(seconds=6)


def give_back(
    *,
    refunds: Sequence[GivenBack],
    buyers: Sequence[Buyer],
    by: UUID,
    at: datetime,
    processor: PastProcessor,
) -> None:
    """Refund one paid invoice of each buyer named; who has none yet is passed over."""
    for refund in refunds:
        if refund.buyer >= len(buyers):
            continue
        paid = _paid_invoices_of(buyers[refund.buyer])
        invoice = paid.first() if refund.is_oldest else paid.last()
        if invoice is not None:
            amount = Money(refund.minor, invoice.currency) if refund.minor else None
            why = refund.reason
            send_back(invoice=invoice, amount=amount, why=why, by=by, at=at, via=processor)


def send_back(
    *,
    invoice: Invoice,
    amount: Money | None,
    why: str,
    by: UUID | None,
    at: datetime,
    via: PastProcessor,
) -> None:
    """Refund an invoice, or a part of it, and let the money arrive."""
    refund = refund_invoice(
        invoice_id=invoice.pk,
        amount=amount,
        reason=why,
        key=f"demo:{invoice.pk}",
        requested_by=by,
        at=at,
    )
    with via.at(at + TO_SEND):
        send_refund(refund_id=refund.pk, at=at + TO_SEND)
    count_invoice(invoice_id=invoice.pk)


def _paid_invoices_of(buyer: Buyer):
    order = Order.objects.filter(idempotency_key=buyer.key).values("person_id")[:1]
    paid = Invoice.objects.filter(person_id__in=order, paid_at__isnull=False, refunded_minor=0)
    return paid.order_by("issued_at", "number")
