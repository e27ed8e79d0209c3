"""Credit notes, which take each party's part back, and debit notes, which give it back to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from billing.entities.numbering import CREDIT_NOTE, DEBIT_NOTE, next_number
from billing.entities.queries import sellers_of
from billing.entities.sellers import Seller
from billing.invoicing.events import InvoiceRefunded
from billing.invoicing.models import (
    CreditNote,
    CreditNotePart,
    Invoice,
    InvoiceLine,
    Refund,
    SplitPart,
)
from billing.invoicing.tenant_accounts import (
    ACCRUED,
    BILLED,
    CLEARING,
    FROM_PLATFORM,
    REFUNDS_DUE,
    WAIVED,
    legs_of,
)
from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.clawbacks import hold_shares_of
from billing.settlement.movements import PROCESSOR
from billing.settlement.shares import Share, SplitLine
from billing.settlement.usecases.claw_back import claw_back
from billing.settlement.usecases.restore_shares import restore_shares
from kith.derived import derived_uuid
from kith.money import Money, allocate_more
from kith.outbox import publish
from kith.wall import in_public, required_tenant

# What a part of a line is, and how much of it goes back.
Given = list[tuple[SplitPart, int]]


def credit(
    invoice: Invoice, refund: Refund, *, at: datetime, reference: str, paid_from: str = PROCESSOR
) -> CreditNote:
    """
    Issue the credit note of a refund of a locked invoice, and take every party's part back.

    Each party gives back by the original split, counted over all refunds of the invoice so
    far, so that many partial refunds sum to the cent and nobody gives back more than it got.
    The money left the telco's account `paid_from`, there by the processor's `reference`.
    """
    before = invoice.refunded_minor
    invoice.refunded_minor = before + refund.amount_minor
    invoice.save(update_fields=["refunded_minor"])
    given = parts_between(invoice, before, invoice.refunded_minor)
    lines = _split_lines(invoice, given, at)
    _hold_payees(lines)
    note = _issue_credit(invoice, refund, at)
    _keep_parts(note, given)
    post_journals(entries=_journals(invoice, note, given, at))
    claw_back(
        tenant_id=required_tenant().uuid,
        credit_note_id=note.pk,
        lines=lines,
        at=at,
        reference=reference,
        paid_from=paid_from,
    )
    publish(
        InvoiceRefunded(
            invoice_id=invoice.pk,
            credit_note_id=note.pk,
            order_id=invoice.order_id,
            person_id=invoice.person_id,
            is_full=invoice.refunded_minor == invoice.total_minor,
        ),
        key=str(note.pk),
    )
    return note


def credit_made_refund(
    invoice: Invoice, refund: Refund, *, name: str, at: datetime, paid_from: str = PROCESSOR
) -> None:
    """
    Keep a refund that was made without our asking, and issue its credit note.

    It is not saved yet, and says who gave back how much of which payment of the locked invoice;
    its reason is one of our own words. It stands once under its name.
    """
    refund.uuid = derived_uuid("refund", name)
    refund.key = refund.purpose = refund.idem_key = name
    refund.invoice = invoice
    refund.requested_at = at
    refund.save(force_insert=True)
    refund.end(Refund.DONE, at=at)
    credit(invoice, refund, at=at, reference=refund.stripe_id or "", paid_from=paid_from)


def debit(
    invoice: Invoice, note: CreditNote, *, at: datetime, reference: str, paid_from: str = PROCESSOR
) -> CreditNote:
    """
    Issue the debit note that takes a credit note of a locked invoice back.

    Every party has again what the refunds that are left leave it, to the cent; what had been
    written off stays so. The money came back to the telco's account `paid_from`, there by the
    processor's `reference`.
    """
    after = invoice.refunded_minor - note.total_minor
    given = parts_between(invoice, after, invoice.refunded_minor)
    invoice.refunded_minor = after
    invoice.save(update_fields=["refunded_minor"])
    lines = _split_lines(invoice, given, at)
    _hold_payees(lines)
    undone = _issue_debit(invoice, note, at)
    _keep_parts(undone, given, sign=-1)
    post_journals(entries=[_mirrored(entry) for entry in _journals(invoice, undone, given, at)])
    waived = restore_shares(
        tenant_id=required_tenant().uuid,
        debit_note_id=undone.pk,
        credit_note_id=note.pk,
        lines=lines,
        at=at,
        reference=reference,
        paid_from=paid_from,
    )
    if waived:
        _take_waiver_back(undone, waived, at)
    return undone


def parts_between(invoice: Invoice, before: int, after: int) -> Given:
    """Return what each party gives back of each line as the refunds grow so far."""
    parts = SplitPart.objects.filter(invoice_line__invoice=invoice)
    rows = {
        f"{part.invoice_line_id}:{part.party}": part
        for part in parts.select_related("invoice_line").order_by("invoice_line__position", "pk")
    }
    weights = {name: part.amount_minor for name, part in rows.items()}
    shares = allocate_more(before, after, weights)
    return [(rows[name], amount) for name, amount in shares.items() if amount]


def _hold_payees(lines: Sequence[SplitLine]) -> None:
    """
    Wait for whoever settles these shares before a number is held, never while it is.

    Every shop waits for the number, and a run being opened holds its payees for a while.
    """
    tenant = required_tenant()
    with in_public():
        hold_shares_of(lines, tenant_id=tenant.uuid)


def _seller_now(invoice: Invoice, at: datetime) -> Seller:
    """Return whoever sold, as it says of itself when it gives the money back."""
    sold = Seller.kept_as(invoice.seller)
    return sellers_of(UUID(sold.entity_id) if sold else None).at(at)


def _issue_credit(invoice: Invoice, refund: Refund, at: datetime) -> CreditNote:
    note_id, seller = derived_uuid("credit note", refund.pk), _seller_now(invoice, at)
    return CreditNote.objects.create(
        uuid=note_id,
        number=next_number(seller=seller, kind=CREDIT_NOTE, document_id=note_id, at=at),
        seller=seller.kept,
        invoice=invoice,
        refund=refund,
        issued_at=at,
        total_minor=refund.amount_minor,
        currency=refund.currency,
        reason=refund.reason,
    )


def _issue_debit(invoice: Invoice, note: CreditNote, at: datetime) -> CreditNote:
    note_id, seller = derived_uuid("debit note", note.pk), _seller_now(invoice, at)
    return CreditNote.objects.create(
        uuid=note_id,
        number=next_number(seller=seller, kind=DEBIT_NOTE, document_id=note_id, at=at),
        seller=seller.kept,
        invoice=invoice,
        reverses=note,
        issued_at=at,
        total_minor=-note.total_minor,
        currency=note.currency,
        reason=note.reason,
    )


def _keep_parts(note: CreditNote, given: Given, *, sign: int = 1) -> None:
    CreditNotePart.objects.bulk_create(
        [
            CreditNotePart(
                credit_note=note,
                invoice_line_id=part.invoice_line_id,
                party=part.party,
                party_ref=part.party_ref,
                amount_minor=sign * minor,
            )
            for part, minor in given
        ]
    )


def _journals(invoice: Invoice, note: CreditNote, given: Given, at: datetime) -> list[Entry]:
    """Three steps: the bill is taken back, the telco pays the customer, the parties pay it."""
    parts = [(part.party, amount) for part, amount in given]
    total = Money(sum(amount for _, amount in parts), invoice.currency)
    billed = legs_of(parts, accounts=BILLED, currency=invoice.currency, sign=1)
    accrued = legs_of(parts, accounts=ACCRUED, currency=invoice.currency, sign=-1)
    steps = {
        "credit_note": [*billed, Leg(REFUNDS_DUE, -total)],
        "refund": [Leg(REFUNDS_DUE, total), Leg(CLEARING, -total)],
        "refund_share_out": [Leg(CLEARING, total), *accrued],
    }
    return [
        Entry(
            key=f"credit_note:{note.pk}:{kind}",
            kind=kind,
            legs=legs,
            effective_at=at,
            memo=f"{note.number} for {invoice.number}",
        )
        for kind, legs in steps.items()
    ]


def _mirrored(entry: Entry) -> Entry:
    return Entry(
        key=entry.key.replace("credit_note:", "debit_note:", 1),
        kind=f"{entry.kind}_undone",
        legs=[Leg(leg.account_code, -leg.amount) for leg in entry.legs],
        effective_at=entry.effective_at,
        memo=entry.memo,
    )


def _take_waiver_back(note: CreditNote, waived: Money, at: datetime) -> None:
    """What the telco had given up for the seller is owed by nobody any more."""
    post_journals(
        entries=[
            Entry(
                key=f"debit_note:{note.pk}:unwaived",
                kind="debt_unwaived",
                legs=[Leg(WAIVED, waived), Leg(FROM_PLATFORM, -waived)],
                effective_at=at,
                memo=note.number,
            )
        ]
    )


def _split_lines(invoice: Invoice, given: Given, at: datetime) -> list[SplitLine]:
    shares: dict[UUID, list[Share]] = {}
    lines: dict[UUID, InvoiceLine] = {}
    for part, amount in given:
        lines[part.invoice_line_id] = part.invoice_line
        share = Share(part.party, part.party_ref, Money(amount, invoice.currency))
        shares.setdefault(part.invoice_line_id, []).append(share)
    return [
        SplitLine(invoice.pk, invoice.number, pk, line.label, tuple(shares[pk]), at)
        for pk, line in lines.items()
    ]
