"""Bills at every stage, without an order or a line behind them."""

from datetime import date, datetime
from uuid import UUID, uuid4

from billing.invoicing.models import Invoice, Refund
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.issue_invoices import InvoiceDraft, LineDraft, issue_invoices
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.record_payments import Receipt, record_payments
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.settle_refund import settle_refund
from kith.money import Money
from tests.clock import NOON


def a_draft(
    *,
    key: str = "",
    prices: tuple[int, ...] = (1_200,),
    wholesale_minor: int = 500,
    tax_basis_points: int = 2_100,
    person_id: UUID | None = None,
    at: datetime = NOON,
    period: tuple[date, date] | None = None,
    line_id: UUID | None = None,
) -> InvoiceDraft:
    """A bill to be written, one line for each price."""
    lines = tuple(
        LineDraft(
            label=f"Coast {number}0",
            gross=Money(price, "EUR"),
            tax_basis_points=tax_basis_points,
            wholesale=Money(wholesale_minor, "EUR"),
            offer_code=f"coast-{number}0",
            base_code="mobile-10",
            period_start=period[0] if period else None,
            period_end=period[1] if period else None,
        )
        for number, price in enumerate(prices, start=1)
    )
    return InvoiceDraft(
        key=key or f"test:{uuid4()}",
        lines=lines,
        at=at,
        due_on=at.date(),
        person_id=person_id,
        contact_name="Ana Ruiz",
        contact_email="ana@example.org",
        line_id=line_id,
    )


def an_invoice(**particulars) -> Invoice:
    return issue_invoices(drafts=[a_draft(**particulars)])[0]


def a_paid_invoice(*, reference: str = "", at: datetime = NOON, **particulars) -> Invoice:
    """Bill, receive the money, share it out."""
    invoice = an_invoice(at=at, **particulars)
    reference = reference or f"pi_{invoice.pk.hex[:12]}"
    record_payment(invoice_id=invoice.pk, key=reference, payment_reference=reference, at=at)
    accrue_invoices(invoice_ids=[invoice.pk])
    invoice.refresh_from_db()
    return invoice


def a_refund(
    invoice: Invoice, *, minor: int | None = None, key: str = "", at: datetime = NOON
) -> Refund:
    """Order a refund and let it arrive, without the payment processor."""
    refund = refund_invoice(
        invoice_id=invoice.pk,
        amount=Money(minor, invoice.currency) if minor else None,
        reason="changed my mind",
        key=key or str(uuid4()),
        requested_by=None,
        at=at,
    )
    return settle_refund(refund_id=refund.pk, stripe_id=f"re_{refund.pk.hex[:12]}", at=at)


def paid_invoices(count: int, *, at: datetime = NOON, **particulars) -> list[Invoice]:
    """Bill many at once, receive the money, share it out."""
    invoices = issue_invoices(drafts=[a_draft(at=at, **particulars) for _ in range(count)])
    references = {invoice.pk: f"pi_{invoice.pk.hex[:12]}" for invoice in invoices}
    record_payments(
        receipts=[Receipt(pk, reference, reference, at) for pk, reference in references.items()]
    )
    accrue_invoices(invoice_ids=list(references))
    return list(Invoice.objects.filter(pk__in=references).order_by("number"))
