"""Bill many things at once, with the split of every line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.entities.numbering import INVOICE, HeldNumbers
from billing.entities.queries import sellers_of
from billing.entities.sellers import Seller
from billing.invoicing.models import Invoice, InvoiceLine, SplitPart
from billing.invoicing.purposes import bill_id_of
from billing.invoicing.questions import sponsor_of_seller
from billing.invoicing.splitting import split_line
from billing.invoicing.tenant_accounts import BILLED, RECEIVABLE, legs_of
from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.shares import SELLER, SPONSOR, TAX
from billing.settlement.terms import SharingTerms, sharing_terms
from kith.derived import derived_uuid
from kith.money import Money
from kith.wall import TenantRef, day_here, required_tenant


@dataclass(frozen=True)
class LineDraft:
    """One thing to bill, at its total price."""

    label: str
    gross: Money
    tax_basis_points: int
    wholesale: Money
    offer_code: str = ""
    base_code: str = ""
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True)
class InvoiceDraft:
    """One bill to write; `key` names it for ever."""

    key: str
    lines: tuple[LineDraft, ...]
    at: datetime
    due_on: date
    person_id: UUID | None = None
    contact_name: str = ""
    contact_email: str = ""
    order_id: UUID | None = None
    order_number: str = ""
    line_id: UUID | None = None

    @property
    def total(self) -> Money:
        total = self.lines[0].gross
        for line in self.lines[1:]:
            total = total + line.gross
        return total


@transaction.atomic
def issue_invoices(*, drafts: Sequence[InvoiceDraft]) -> list[Invoice]:
    """
    Write bills and the split of their lines; a key that was billed before returns that bill.

    The split follows the sharing model of the day. Numbers are those of the company that sells,
    without a gap through all its shops.

    :raises NotSplittable: a line cannot be shared as its model says
    :raises NoLegalEntity: nobody has said yet which company sells
    """
    keys = [draft.key for draft in drafts]
    known = _known(keys)
    fresh = {draft.key: draft for draft in drafts if draft.key not in known}
    if fresh:
        bills = _worked_out(list(fresh.values()))
        series = _hold_series(bills)
        # Whoever bills the same thing waits here, and the second look finds what they wrote.
        known |= _known([*fresh])
        known |= _write([bill for bill in bills if bill.invoice.key not in known], series)
    return [known[key] for key in keys]


@dataclass(frozen=True)
class _Bill:
    """A bill that lacks only its number."""

    invoice: Invoice
    seller: Seller
    lines: tuple[InvoiceLine, ...]
    parts: tuple[SplitPart, ...]


def _known(keys: Sequence[str]) -> dict[str, Invoice]:
    standing = Invoice.objects.filter(key__in=keys)
    # Mostly there is none.
    return {invoice.key: invoice for invoice in standing} if standing.exists() else {}


def _worked_out(drafts: Sequence[InvoiceDraft]) -> list[_Bill]:
    """Put bills together before their numbers are held: every shop waits for those."""
    seller = required_tenant()
    company, splits = sellers_of(), _Splits(seller)
    bills = []
    for draft in drafts:
        who = company.at(draft.at)
        invoice = _invoice(draft, who)
        lines: list[InvoiceLine] = []
        parts: list[SplitPart] = []
        for position, line_draft in enumerate(draft.lines, start=1):
            amounts, terms, sponsor = splits.of(line_draft, draft.at)
            line = _line(invoice, position, line_draft, amounts, terms)
            refs = {SELLER: seller.uuid, SPONSOR: sponsor}
            lines.append(line)
            parts += [
                SplitPart(
                    invoice_line=line, party=party, party_ref=refs.get(party), amount_minor=amount
                )
                for party, amount in amounts.items()
            ]
        bills.append(_Bill(invoice, who, tuple(lines), tuple(parts)))
    return bills


def _hold_series(bills: Sequence[_Bill]) -> HeldNumbers:
    days = [bill.invoice.issued_at for bill in bills]
    return HeldNumbers(seller=bills[0].seller, kind=INVOICE, days=days)


def _write(bills: Sequence[_Bill], series: HeldNumbers) -> dict[str, Invoice]:
    numbers = series.give([(bill.invoice.pk, bill.invoice.issued_at) for bill in bills])
    for bill in bills:
        bill.invoice.number = numbers[bill.invoice.pk]
    Invoice.objects.bulk_create([bill.invoice for bill in bills])
    InvoiceLine.objects.bulk_create([line for bill in bills for line in bill.lines])
    SplitPart.objects.bulk_create([part for bill in bills for part in bill.parts])
    post_journals(entries=[_journal(bill) for bill in bills if bill.invoice.total])
    return {bill.invoice.key: bill.invoice for bill in bills}


class _Splits:
    """Terms and sponsors of one seller, each asked for once a day of billing."""

    def __init__(self, seller: TenantRef) -> None:
        self._seller = seller
        self._terms: dict[date, SharingTerms] = {}
        self._sponsors: dict[date, UUID | None] = {}

    def of(self, line: LineDraft, at: datetime) -> tuple[dict[str, int], SharingTerms, UUID | None]:
        day = day_here(at)
        if day not in self._terms:
            self._terms[day] = sharing_terms(seller_kind=self._seller.kind, at=at)
            self._sponsors[day] = self._sponsor(self._terms[day], at)
        terms, sponsor = self._terms[day], self._sponsors[day]
        amounts = split_line(
            gross_minor=line.gross.minor,
            tax_basis_points=line.tax_basis_points,
            wholesale_minor=line.wholesale.minor,
            terms=terms,
            has_sponsor=sponsor is not None,
        )
        return amounts, terms, sponsor

    def _sponsor(self, terms: SharingTerms, at: datetime) -> UUID | None:
        if not terms.sponsor_basis_points:
            return None
        return sponsor_of_seller(tenant_id=self._seller.uuid, at=at)


def _invoice(draft: InvoiceDraft, seller: Seller) -> Invoice:
    return Invoice(
        uuid=bill_id_of(draft.key),
        key=draft.key,
        seller=seller.kept,
        person_id=draft.person_id,
        contact_name=draft.contact_name,
        contact_email=draft.contact_email,
        order_id=draft.order_id,
        order_number=draft.order_number,
        line_id=draft.line_id,
        issued_at=draft.at,
        due_on=draft.due_on,
        total_minor=draft.total.minor,
        currency=draft.total.currency,
        # Nothing to pay is paid at once.
        paid_at=None if draft.total else draft.at,
    )


def _line(
    invoice: Invoice,
    position: int,
    draft: LineDraft,
    amounts: dict[str, int],
    terms: SharingTerms,
) -> InvoiceLine:
    return InvoiceLine(
        uuid=derived_uuid("invoice line", invoice.pk, position),
        invoice=invoice,
        position=position,
        label=draft.label[:200],
        gross_minor=draft.gross.minor,
        tax_minor=amounts.get(TAX, 0),
        tax_basis_points=draft.tax_basis_points,
        period_start=draft.period_start,
        period_end=draft.period_end,
        offer_code=draft.offer_code,
        base_code=draft.base_code,
        sharing_version=terms.version,
    )


def _journal(bill: _Bill) -> Entry:
    invoice = bill.invoice
    parts = [(part.party, part.amount_minor) for part in bill.parts]
    return Entry(
        key=f"invoice:{invoice.pk}:issued",
        kind="invoice_issued",
        legs=[
            Leg(RECEIVABLE, invoice.total),
            *legs_of(parts, accounts=BILLED, currency=invoice.currency, sign=-1),
        ],
        effective_at=invoice.issued_at,
        memo=f"invoice {invoice.number}",
    )
