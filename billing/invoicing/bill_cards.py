"""Bills and credit notes as pages and papers show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from billing.entities.payment_references import Transfer, by_transfer
from billing.entities.sellers import Seller
from billing.invoicing.models import (
    CreditNote,
    CreditNotePart,
    Invoice,
    InvoiceLine,
    Refund,
    SplitPart,
)
from billing.invoicing.words import reason_shown
from billing.settlement.shares import (
    PARTIES,
    PLATFORM,
    ROUNDING,
    SELLER,
    SPONSOR,
    TAX,
    WHOLESALE,
)
from catalog.lines.periods import Period
from catalog.lines.queries import first_periods
from kith.money import Money
from kith.wall import required_tenant
from tenants.registry.queries import home_tenant


@dataclass(frozen=True)
class SplitRow:
    """One party's part of a line, in the words people read."""

    party: str
    label: str
    amount: Money
    given_back: Money


@dataclass(frozen=True)
class BilledLine:
    """One line of a bill, opened into who gets what."""

    id: UUID
    label: str
    gross: Money
    tax: Money
    tax_basis_points: int
    # None where it pays for no days, or its line is not active yet: then it `awaits_line`.
    period: Period | None
    awaits_line: bool = False
    split: tuple[SplitRow, ...] = ()


@dataclass(frozen=True)
class Credit:
    """A refund: on its way, arrived with its credit note, or refused."""

    amount: Money
    reason: str
    requested_at: datetime
    succeeded_at: datetime | None
    failed_at: datetime | None
    failure: str
    number: str
    # The debit note that took the credit note back, because the money came back.
    undone_by: str

    @property
    def is_pending(self) -> bool:
        return self.succeeded_at is None and self.failed_at is None


@dataclass(frozen=True)
class InvoiceCard:
    """One bill as pages show it."""

    id: UUID
    number: str
    person_id: UUID | None
    contact_name: str
    contact_email: str
    # Who sold by law, as it said of itself then; none on a bill that is older than that.
    seller: Seller | None
    order_number: str
    issued_at: datetime
    due_on: date
    paid_at: datetime | None
    total: Money
    tax: Money
    paid: Money
    refunded: Money
    refundable: Money
    lines: tuple[BilledLine, ...]
    credits: tuple[Credit, ...]
    written_off_at: datetime | None
    write_off_reason: str
    # Who asked that it be written off, while that waits for a second person, or is done.
    write_off_asked_by: UUID | None

    @property
    def outstanding(self) -> Money:
        return self.total - self.paid

    @property
    def transfer(self) -> Transfer | None:
        """How what is left is paid by transfer; None where it is not, or nothing is left."""
        if not self.outstanding:
            return None
        return by_transfer(number=self.number, seller=self.seller)

    @property
    def taxes(self) -> list[tuple[int, Money]]:
        """The tax of each rate, in basis points, the lowest rate first."""
        sums: dict[int, Money] = {}
        for line in self.lines:
            rate = line.tax_basis_points
            sums[rate] = sums.get(rate, Money.zero(self.total.currency)) + line.tax
        return sorted(sums.items())

    @property
    def write_off_waits(self) -> bool:
        return self.write_off_asked_by is not None and self.written_off_at is None


@dataclass(frozen=True)
class CreditNoteCard:
    """One credit note, or debit note, as it is printed; its amounts are what it says, unsigned."""

    number: str
    # The number of the credit note that a debit note takes back.
    takes_back: str
    issued_at: datetime
    reason: str
    seller: Seller | None
    invoice_number: str
    invoice_issued_at: datetime
    contact_name: str
    contact_email: str
    lines: tuple[BilledLine, ...]


def bill_card(invoice: Invoice) -> InvoiceCard:
    """Return one bill with the split of every line."""
    lines = invoice.lines.prefetch_related("parts", "credited_parts").order_by("position")
    refunds = list(
        invoice.refunds.select_related("credit_note__reversed_by").order_by("requested_at", "pk")
    )
    live = sum(refund.amount_minor for refund in refunds if refund.state != Refund.FAILED)
    labels = party_labels()
    first = _first_period(invoice)
    billed = tuple(_billed(line, invoice, labels, first) for line in lines)
    return InvoiceCard(
        id=invoice.pk,
        number=invoice.number,
        person_id=invoice.person_id,
        contact_name=invoice.contact_name,
        contact_email=invoice.contact_email,
        seller=Seller.kept_as(invoice.seller),
        order_number=invoice.order_number,
        issued_at=invoice.issued_at,
        due_on=invoice.due_on,
        paid_at=invoice.paid_at,
        total=invoice.total,
        tax=Money(sum(line.tax.minor for line in billed), invoice.currency),
        paid=Money(invoice.paid_minor, invoice.currency),
        refunded=invoice.refunded,
        refundable=Money(invoice.paid_minor - live if invoice.is_paid else 0, invoice.currency),
        lines=billed,
        credits=tuple(_credit(refund) for refund in refunds),
        written_off_at=invoice.written_off_at,
        write_off_reason=invoice.write_off_reason,
        write_off_asked_by=invoice.write_off_asked_by,
    )


def note_card(note: CreditNote) -> CreditNoteCard:
    """Return a credit note, or a debit note, with what it takes of each line."""
    return CreditNoteCard(
        number=note.number,
        takes_back=note.reverses.number if note.reverses else "",
        issued_at=note.issued_at,
        reason=reason_shown(note.reason, is_typed=_is_typed(note)),
        seller=Seller.kept_as(note.seller),
        invoice_number=note.invoice.number,
        invoice_issued_at=note.invoice.issued_at,
        contact_name=note.invoice.contact_name,
        contact_email=note.invoice.contact_email,
        lines=tuple(_credited_lines(note)),
    )


def _is_typed(note: CreditNote) -> bool:
    """Say whether a person gave the reason of a note; a debit note has that of what it cancels."""
    refund = note.refund or (note.reverses.refund if note.reverses else None)
    return refund is not None and refund.requested_by is not None


def party_labels() -> dict[str, str]:
    """Return every party in the words people read on this tenant's pages."""
    return {
        TAX: _("Tax"),
        WHOLESALE: _("%(telco)s, for the product") % {"telco": home_tenant().name},
        PLATFORM: _("Network fee"),
        SELLER: required_tenant().name,
        SPONSOR: _("Whoever brought this shop"),
        ROUNDING: _("Rounding"),
    }


def periods_of(invoices: Iterable[Invoice]) -> dict[UUID, Period]:
    """Return what each bill pays for; none of one that pays for no days, or for none yet."""
    bills = list(invoices)
    lines = InvoiceLine.objects.filter(invoice__in=bills).exclude(period_start=None)
    own = {
        line.invoice_id: Period(line.period_start, line.period_end)
        for line in lines
        if line.period_start
    }
    orders = [bill.order_id for bill in bills if bill.order_id and bill.pk not in own]
    first = first_periods(orders) if orders else {}
    return own | {bill.pk: first[bill.order_id] for bill in bills if bill.order_id in first}


def period_of(line: InvoiceLine, first: Period | None) -> Period | None:
    """Return what a line of a bill pays for: its own days, else the `first` of its order's line."""
    return Period(line.period_start, line.period_end) if line.period_start else first


def awaits_line(invoice: Invoice, period: Period | None) -> bool:
    """Say whether the days that a bill pays for begin with a line that is not active yet."""
    is_given_back = bool(invoice.refunded) and invoice.refunded == invoice.total
    return period is None and invoice.order_id is not None and not is_given_back


def _first_period(invoice: Invoice) -> Period | None:
    order_id = invoice.order_id
    return first_periods([order_id]).get(order_id) if order_id else None


def _billed(
    line: InvoiceLine, invoice: Invoice, labels: dict[str, str], first: Period | None
) -> BilledLine:
    period, currency = period_of(line, first), invoice.currency
    return BilledLine(
        id=line.pk,
        label=line.label,
        gross=Money(line.gross_minor, currency),
        tax=Money(line.tax_minor, currency),
        tax_basis_points=line.tax_basis_points,
        period=period,
        awaits_line=awaits_line(invoice, period),
        split=tuple(_split(line, currency, labels)),
    )


def _split(line: InvoiceLine, currency: str, labels: dict[str, str]) -> list[SplitRow]:
    given_back: dict[str, int] = {}
    credited: list[CreditNotePart] = list(line.credited_parts.all())
    for part in credited:
        given_back[part.party] = given_back.get(part.party, 0) + part.amount_minor
    parts: list[SplitPart] = sorted(line.parts.all(), key=lambda part: PARTIES.index(part.party))
    return [
        SplitRow(
            party=part.party,
            label=labels[part.party],
            amount=Money(part.amount_minor, currency),
            given_back=Money(given_back.get(part.party, 0), currency),
        )
        for part in parts
    ]


def _credit(refund: Refund) -> Credit:
    note = getattr(refund, "credit_note", None)
    undone = getattr(note, "reversed_by", None)
    return Credit(
        amount=refund.amount,
        reason=reason_shown(refund.reason, is_typed=refund.requested_by is not None),
        requested_at=refund.requested_at,
        succeeded_at=refund.ended_at if refund.state == Refund.DONE else None,
        failed_at=refund.ended_at if refund.state == Refund.FAILED else None,
        failure=refund.why if refund.state == Refund.FAILED else "",
        number=note.number if note else "",
        undone_by=undone.number if undone else "",
    )


def _credited_lines(note: CreditNote) -> Iterator[BilledLine]:
    sign = 1 if note.total_minor > 0 else -1
    sums = note.parts.values("invoice_line").annotate(
        gross=Sum("amount_minor"), tax=Sum("amount_minor", filter=Q(party=TAX), default=0)
    )
    credited = {row["invoice_line"]: row for row in sums.order_by()}
    first = _first_period(note.invoice)
    for line in note.invoice.lines.filter(pk__in=credited).order_by("position"):
        row = credited[line.pk]
        yield BilledLine(
            id=line.pk,
            label=line.label,
            gross=Money(sign * row["gross"], note.currency),
            tax=Money(sign * row["tax"], note.currency),
            tax_basis_points=line.tax_basis_points,
            period=period_of(line, first),
        )
