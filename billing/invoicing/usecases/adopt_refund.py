"""Take a refund into the shop's books that was sent and is not known there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.invoicing.models import Invoice, Payment, Refund
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.settle_refund import settle_refund
from billing.invoicing.words import BEFORE_THE_RESTORE
from billing.settlement.usecases.adopt_overpayment_refund import adopt_overpayment_refund
from billing.strays.queries import ADOPTED, StrayCard, is_its_turn, stray_card
from billing.strays.usecases.adopt_stray import OthersFirst
from billing.strays.usecases.refuse_stray import refuse_stray
from billing.strays.usecases.settle_stray import settle_stray
from kith.errors import DomainError, Unavailable


def adopt_refund(*, reference: str, at: datetime) -> None:
    """
    Walk the refund back at the original split, as if it had been asked for here.

    It is booked at the time it was made. Safe to repeat, after any crash; call it outside a
    transaction.

    :raises OthersFirst: something that moved before it is not dealt with: try later
    :raises Unavailable: something it needs is away: try later
    """
    stray = stray_card(reference=reference)
    if not stray.is_open or stray.accepted_by is None:
        return
    if not is_its_turn(reference=reference):
        raise OthersFirst(f"refund {reference} waits for what moved before it")
    try:
        _take_back(stray, at)
    except Unavailable:
        raise
    except DomainError as refusal:
        refuse_stray(reference=reference, problem=str(refusal))
        return
    settle_stray(reference=reference, outcome=ADOPTED, at=at)


def _take_back(stray: StrayCard, at: datetime) -> None:
    invoice = _invoice_of(stray)
    if invoice is None:
        adopt_overpayment_refund(
            payment_reference=stray.of,
            refund_reference=stray.reference,
            amount=stray.amount,
            at=at,
        )
        return
    if Refund.objects.filter(stripe_id=stray.reference).exists():
        # Its own news came meanwhile.
        return
    if invoice.is_paid:
        # By itself before the payees are locked, as `settle_refund` does it.
        accrue_invoices(invoice_ids=[invoice.pk])
    _credit(invoice, stray)


@transaction.atomic
def _credit(invoice: Invoice, stray: StrayCard) -> None:
    """Ask for the refund and end it in one go: no sender ever sees it wait."""
    waiting = invoice.refunds.under_way().filter(
        purpose=stray.purpose, amount_minor=stray.amount.minor
    )
    refund: Refund = waiting.first() or refund_invoice(
        invoice_id=invoice.pk,
        amount=stray.amount,
        reason=BEFORE_THE_RESTORE,
        key=f"adopted:{stray.reference}",
        requested_by=stray.accepted_by,
        at=stray.made_at,
    )
    settle_refund(refund_id=refund.pk, stripe_id=stray.reference, at=stray.made_at)


def _invoice_of(stray: StrayCard) -> Invoice | None:
    """Return the invoice whose payment was given back; None where nothing asks for that."""
    paid = Payment.objects.filter(payment_reference=stray.of).select_related("invoice").first()
    return paid.invoice if paid else None
