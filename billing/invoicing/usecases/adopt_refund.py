"""Take a refund into the shop's books that was sent and is not known there."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from billing.invoicing.models import Invoice, Payment, Refund
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.settle_refund import settle_refund
from billing.settlement.usecases.adopt_surplus_refund import adopt_surplus_refund
from billing.strays.queries import (
    ADOPTED,
    PAYMENT,
    StrayCard,
    is_being_adopted,
    stray_card,
)
from billing.strays.usecases.refuse_stray import refuse_stray
from billing.strays.usecases.settle_stray import settle_stray
from kith.errors import DomainError


class PaymentFirst(DomainError):
    """The payment it gives back is still on its way into the books."""

    code = "stray.payment_first"


def adopt_refund(*, reference: str, at: datetime) -> None:
    """
    Walk the refund back at the original split, as if it had been asked for here.

    Safe to repeat, after any crash; call it outside a transaction.

    :raises PaymentFirst: its payment is being adopted: try later
    """
    stray = stray_card(reference=reference)
    if not stray.is_open or stray.accepted_by is None:
        return
    if is_being_adopted(kinds=(PAYMENT,), reference=stray.of):
        raise PaymentFirst(f"{reference} gives {stray.of} back")
    try:
        _take_back(stray, at)
    except DomainError as refusal:
        refuse_stray(reference=reference, problem=str(refusal))
        return
    settle_stray(reference=reference, outcome=ADOPTED, at=at)


def _take_back(stray: StrayCard, at: datetime) -> None:
    invoice = _invoice_of(stray)
    if invoice is None:
        adopt_surplus_refund(
            payment_reference=stray.of,
            refund_reference=stray.reference,
            amount=stray.amount,
            at=at,
        )
        return
    if Refund.objects.filter(stripe_id=stray.reference).exists():
        # Its own news came meanwhile.
        return
    waiting = invoice.refunds.under_way().filter(
        purpose=stray.purpose, amount_minor=stray.amount.minor
    )
    refund: Refund = waiting.first() or refund_invoice(
        invoice_id=invoice.pk,
        amount=stray.amount,
        reason=gettext_noop("Given back before the books were put back"),
        key=f"adopted:{stray.reference}",
        requested_by=stray.accepted_by,
        at=at,
    )
    settle_refund(refund_id=refund.pk, stripe_id=stray.reference, at=at)


def _invoice_of(stray: StrayCard) -> Invoice | None:
    """Return the invoice whose payment was given back; None where nothing asks for that."""
    paid = Payment.objects.filter(payment_reference=stray.of).select_related("invoice").first()
    return paid.invoice if paid else None
