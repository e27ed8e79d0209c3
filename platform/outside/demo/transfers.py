"""What came by transfer lately: one amount that paid its bill, and one that says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from ambassadors.circle.usecases.count_invoice import count_invoice
from billing.bank.models import Allotment
from billing.bank.usecases.take_in_bank_file import take_in_bank_file
from billing.entities.payment_references import payment_reference
from billing.invoicing.models import Invoice
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.record_bank_money import record_bank_money
from kith.wall import day_here, in_public
from outside.demo.cast import COMPANY

# Nothing follows yet from a bill that is not older.
LATELY = timedelta(days=20)
HEADER = "account;booked_on;amount;currency;bank_reference;payer_name;payer_iban;text"
PAYER_IBAN = "ES7921000813610123456789"


def arrive(*, by: UUID, at: datetime) -> None:
    """Let a file of the bank be taken in, in the shop whose bill it pays; once."""
    lately = Invoice.objects.owed().filter(issued_at__gte=at - LATELY, order_id=None)
    bill = lately.filter(charges=None).order_by("issued_at", "number").first()
    rows = [_row(at, "18.00", "EUR", "D-2", "Club de Remo Marea", "moviles del club")]
    if bill is not None:
        amount = f"{bill.outstanding.to_decimal():f}"
        text = payment_reference(bill.number)
        rows.append(_row(at, amount, bill.currency, "D-1", bill.contact_name, text))
    content = "\n".join([HEADER, *rows]).encode()
    with in_public():
        take_in_bank_file(content=content, filename="northline.csv", by=by, at=at)
        found = Allotment.objects.waiting().filter(invoice_id=bill.pk if bill else None).first()
    if bill is None or found is None or found.batch is None:
        return
    record_bank_money(batch=found.batch, at=at)
    accrue_invoices(invoice_ids=[bill.pk])
    count_invoice(invoice_id=bill.pk)


def _row(at: datetime, amount: str, currency: str, name: str, payer: str, text: str) -> str:
    day = f"{day_here(at - timedelta(days=1)):%Y-%m-%d}"
    return ";".join([COMPANY["iban"], day, amount, currency, name, payer, PAYER_IBAN, text])
