"""Record money that arrived for invoices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.bank.accounts import RECEIVED
from billing.invoicing.bad_debts import take_up_again
from billing.invoicing.events import InvoicePaid
from billing.invoicing.models import Invoice, Payment
from billing.invoicing.tenant_accounts import CLEARING, RECEIVABLE
from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.movements import PROCESSOR
from billing.settlement.usecases.book_payments import ArrivedPayment, book_payments
from kith.errors import DomainError, KeyReused
from kith.money import Money
from kith.outbox import publish
from kith.wall import required_tenant


class Overpaid(DomainError):
    """More money than the invoice still asks for."""

    code = "invoice.overpaid"


@dataclass(frozen=True)
class Receipt:
    """Money for one invoice; without an amount it is what is outstanding."""

    invoice_id: UUID
    key: str
    payment_reference: str
    at: datetime
    amount: Money | None = None
    # By transfer to the bank account; else at the processor.
    is_by_bank: bool = False


@transaction.atomic
def record_payments(*, receipts: Sequence[Receipt]) -> list[Payment]:
    """
    Record payments, in the tenant's books and the telco's alike; each key once.

    Whatever is paid in full is announced as `invoice.paid`. A bill that was written off, or was
    to be, is asked for again first.

    :raises Overpaid: an amount exceeds what is outstanding
    :raises KeyReused: a key already names a payment of another invoice
    """
    wanted = {receipt.invoice_id for receipt in receipts}
    # The lock comes first: it makes the look for earlier payments safe.
    invoices = {row.pk: row for row in Invoice.objects.locked().filter(pk__in=wanted)}
    keys = [receipt.key for receipt in receipts]
    known = {payment.key: payment for payment in Payment.objects.filter(key__in=keys)}
    fresh: list[Payment] = []
    for receipt in receipts:
        if standing := known.get(receipt.key):
            _refuse_other(standing, receipt)
            continue
        payment = _payment(invoices[receipt.invoice_id], receipt)
        known[receipt.key] = payment
        fresh.append(payment)
    if fresh:
        _write(fresh, {payment.invoice_id: invoices[payment.invoice_id] for payment in fresh})
    return [known[key] for key in keys]


def _refuse_other(standing: Payment, receipt: Receipt) -> None:
    is_same = standing.invoice_id == receipt.invoice_id and (
        receipt.amount is None or receipt.amount == standing.amount
    )
    if not is_same:
        raise KeyReused(what=f"{receipt.key} already paid something else")


def _payment(invoice: Invoice, receipt: Receipt) -> Payment:
    amount = receipt.amount or invoice.outstanding
    # The processor says whole seconds: nobody pays before the bill is written.
    received_at = max(receipt.at, invoice.issued_at)
    if not amount or amount > invoice.outstanding:
        raise Overpaid(f"{invoice} is short of {invoice.outstanding}, not of {amount}")
    if invoice.write_off_asked_at:
        take_up_again(invoice, at=received_at)
    invoice.paid_minor += amount.minor
    if not invoice.outstanding:
        invoice.paid_at = received_at
    return Payment(
        key=receipt.key,
        invoice=invoice,
        amount_minor=amount.minor,
        currency=amount.currency,
        payment_reference=receipt.payment_reference,
        received_at=received_at,
        is_by_bank=receipt.is_by_bank,
    )


def _write(payments: Sequence[Payment], invoices: dict[UUID, Invoice]) -> None:
    Payment.objects.bulk_create(payments)
    for invoice in invoices.values():
        invoice.save(update_fields=["paid_minor", "paid_at"])
    post_journals(
        entries=[
            Entry(
                key=f"payment:{payment.key}",
                kind="payment",
                legs=[Leg(CLEARING, payment.amount), Leg(RECEIVABLE, -payment.amount)],
                effective_at=payment.received_at,
                memo=f"invoice {payment.invoice.number}",
            )
            for payment in payments
        ]
    )
    book_payments(
        tenant_id=required_tenant().uuid,
        payments=[
            ArrivedPayment(
                payment.key,
                payment.amount,
                payment.received_at,
                payment.payment_reference,
                RECEIVED if payment.is_by_bank else PROCESSOR,
            )
            for payment in payments
        ],
    )
    paid: dict[UUID, Invoice] = {}
    for payment in payments:
        if payment.invoice.is_paid:
            paid[payment.invoice_id] = payment.invoice
    for invoice in paid.values():
        publish(
            InvoicePaid(
                invoice_id=invoice.pk,
                person_id=invoice.person_id,
                order_id=invoice.order_id,
                line_id=invoice.line_id,
            ),
            key=str(invoice.pk),
        )
