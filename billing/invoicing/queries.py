"""What others may ask about a tenant's bills."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery, Sum

from billing.invoicing.bill_cards import CreditNoteCard, InvoiceCard, bill_card, note_card
from billing.invoicing.models import (
    UPGRADE,
    Charge,
    CreditNote,
    Invoice,
    InvoiceLine,
    Payment,
    Refund,
    SavedCard,
)
from catalog.lines.queries import LineCard, line_card, lines_of_order
from kith.money import Money
from kith.proposals.models import Proposal
from kith.proposals.queries import last_proposal, waiting_count, was_proposed
from kith.wall import required_tenant

# What a refund is called that finance has to agree to, where proposals are kept.
REFUND = "refund"


@dataclass(frozen=True)
class PaymentOfBill:
    """Who paid a bill, when, and when the last of it was given back."""

    person_id: UUID | None
    order_id: UUID | None
    paid_at: datetime
    refunded_at: datetime | None


@dataclass(frozen=True)
class BillingTally:
    """How a tenant's bills stand."""

    open_count: int
    open: Money
    paid: Money
    refunded: Money


def invoices_of(*, person_id: UUID) -> QuerySet[Invoice]:
    """Select a person's bills, newest first."""
    return Invoice.objects.filter(person_id=person_id).newest_first()


def invoices_here(*, text: str = "", state: str = "") -> QuerySet[Invoice]:
    """Select the tenant's bills for a list: by number or customer, and by state."""
    rows = Invoice.objects.all()
    if text:
        rows = rows.filter(
            Q(number__icontains=text)
            | Q(order_number__istartswith=text)
            | Q(contact_name__has=text)
            | Q(contact_email__icontains=text)
        )
    if state == "open":
        rows = rows.owed()
    elif state == "written_off":
        rows = rows.filter(written_off_at__isnull=False)
    elif state == "paid":
        rows = rows.filter(paid_at__isnull=False)
    elif state == "refunded":
        rows = rows.filter(refunded_minor__gt=0)
    return rows.newest_first()


def unpaid_invoices() -> QuerySet[Invoice]:
    """Select the tenant's bills whose money is asked for, those due first, with a line of each."""
    lines = InvoiceLine.objects.filter(invoice=OuterRef("pk")).order_by("position")
    rows = Invoice.objects.owed().annotate(first_line=Subquery(lines.values("pk")[:1]))
    return rows.order_by("due_on", "number")


def hold_payments(*, invoice_ids: Iterable[UUID]) -> dict[UUID, PaymentOfBill]:
    """
    Return how bills were paid, the oldest payment first, and keep that so until the end.

    Whatever is still open, or is no bill of this shop, is left out; so is what pays for no period
    of its own, a larger plan in the middle of one.
    """
    paid = Invoice.objects.locked().filter(pk__in=invoice_ids, paid_at__isnull=False)
    held = list(paid.exclude(key__startswith=f"{UPGRADE}:"))
    back = CreditNote.objects.filter(
        invoice__in=[one for one in held if 0 < one.refunded_minor == one.total_minor]
    )
    back_at = dict(back.values_list("invoice_id").annotate(last=Max("issued_at")))
    return {
        one.pk: PaymentOfBill(one.person_id, one.order_id, paid_at, back_at.get(one.pk))
        for one in sorted(held, key=lambda one: (one.paid_at, one.pk))
        if (paid_at := one.paid_at)
    }


def saved_card_of(*, person_id: UUID) -> SavedCard | None:
    """Return the card that pays a person's renewals here; None where none is kept."""
    return SavedCard.objects.filter(person_id=person_id, removed_at=None).first()


def customer_of(*, person_id: UUID) -> str:
    """Return what the processor calls a person who ever had a card kept here, or nothing."""
    cards = SavedCard.objects.filter(person_id=person_id).order_by("-saved_at", "pk")
    return cards.values_list("customer", flat=True).first() or ""


def last_charge(*, invoice_id: UUID) -> Charge | None:
    """Return the newest try to charge an invoice to a saved card."""
    charges = Charge.objects.filter(invoice_id=invoice_id).select_related("card")
    return charges.order_by("-turn").first()


@dataclass(frozen=True)
class Unended:
    """What of a shop's bills is not at an end."""

    unpaid: int
    # Charges and refunds on their way.
    on_the_way: int
    last_paid_at: datetime | None


def unended_here() -> Unended:
    """Return what customers still owe, what is on its way, and when the last payment came."""
    return Unended(
        unpaid=Invoice.objects.owed().count(),
        on_the_way=Charge.objects.under_way().count() + Refund.objects.under_way().count(),
        last_paid_at=Payment.objects.aggregate(at=Max("received_at"))["at"],
    )


def billing_tally(*, since: datetime) -> BillingTally:
    """Sum what is open, and what was paid and refunded since then."""
    currency = required_tenant().currency
    open_now = Q(paid_at=None, written_off_at=None)
    sums = Invoice.objects.filter(currency=currency).aggregate(
        open=Sum("total_minor", filter=open_now, default=0)
        - Sum("paid_minor", filter=open_now, default=0),
        paid=Sum("paid_minor", filter=Q(paid_at__gte=since), default=0),
        refunded=Sum("refunded_minor", filter=Q(paid_at__gte=since), default=0),
    )
    return BillingTally(
        open_count=Invoice.objects.filter(open_now).count(),
        open=Money(sums["open"], currency),
        paid=Money(sums["paid"], currency),
        refunded=Money(sums["refunded"], currency),
    )


def invoice_card(*, number: str, person_id: UUID | None = None) -> InvoiceCard:
    """
    Return one bill with the split of every line; with `person_id` only if it is theirs.

    :raises Invoice.DoesNotExist: there is no such bill, or it is another person's
    """
    rows = Invoice.objects.filter(number=number)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return bill_card(rows.get())


def credit_note_card(
    *, invoice_number: str, number: str, person_id: UUID | None = None
) -> CreditNoteCard:
    """
    Return one credit or debit note of a bill; with `person_id` only if the bill is theirs.

    :raises CreditNote.DoesNotExist: there is no such note, or it is another bill's or person's
    """
    rows = CreditNote.objects.select_related("invoice", "refund", "reverses__refund")
    if person_id is not None:
        rows = rows.filter(invoice__person_id=person_id)
    return note_card(rows.get(number=number, invoice__number=invoice_number))


def refund_asked_for(*, invoice_id: UUID) -> Proposal | None:
    """Return the refund of a bill that finance was asked for last, decided or not."""
    return last_proposal(kind=REFUND, tenant_id=required_tenant().uuid, subject=str(invoice_id))


def refund_was_asked(*, key: str) -> bool:
    """Say whether this key ordered a refund, or asked finance for one, whatever became of it."""
    return Refund.objects.filter(key=key).exists() or was_proposed(kind=REFUND, key=key)


def refunds_to_decide() -> int:
    """Count the refunds of all shops that wait for finance."""
    return waiting_count(kind=REFUND)


def line_of_bill(invoice: Invoice) -> LineCard | None:
    """Return the line that a bill is about: its own, or the first that its order opened."""
    if invoice.line_id:
        return line_card(line_id=invoice.line_id)
    lines = lines_of_order(order_id=invoice.order_id) if invoice.order_id else []
    return lines[0] if lines else None


def invoice_number_of_line(*, invoice_line_id: UUID) -> str:
    """
    Return the number of the bill a line stands on.

    :raises InvoiceLine.DoesNotExist: there is no such line here
    """
    line = InvoiceLine.objects.select_related("invoice").get(pk=invoice_line_id)
    return line.invoice.number


def invoice_line_of_movement(*, reference: str) -> UUID | None:
    """Return a line of the bill that a payment or refund at the processor is about."""
    lines = InvoiceLine.objects.filter(
        Q(invoice__payments__payment_reference=reference) | Q(invoice__refunds__stripe_id=reference)
    )
    return lines.order_by("position", "pk").values_list("pk", flat=True).first()
