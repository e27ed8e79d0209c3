"""Write down that a refund reached the processor, and take every party's part back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

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
    BILLED,
    CLEARING,
    REFUNDS_DUE,
    SHARED_OUT,
    legs_of,
)
from billing.invoicing.usecases.share_out import share_out
from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.shares import Share, SharedLine
from billing.settlement.usecases.claw_back import claw_back
from kith.derived import derived_uuid
from kith.money import Money, allocate_more
from kith.outbox import publish
from kith.series.numbers import next_number
from kith.wall import required_tenant


def settle_refund(*, refund_id: UUID, stripe_id: str | None, at: datetime) -> Refund:
    """
    Issue the credit note of a refund that was sent; twice changes nothing.

    Each party gives back by the original split, counted over all refunds of the invoice so
    far, so that many partial refunds sum to the cent and nobody gives back more than it got.
    Call it outside a transaction.
    """
    invoice_id = Refund.objects.values_list("invoice_id", flat=True).get(pk=refund_id)
    # What was never shared out cannot be taken back. For itself: it holds the telco's books,
    # and the payees are locked before those.
    share_out(invoice_ids=[invoice_id])
    return _settle(refund_id, invoice_id, stripe_id, at)


@transaction.atomic
def _settle(refund_id: UUID, invoice_id: UUID, stripe_id: str | None, at: datetime) -> Refund:
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    refund = Refund.objects.locked().get(pk=refund_id)
    if refund.state == Refund.DONE:
        return refund
    before = invoice.refunded_minor
    invoice.refunded_minor = before + refund.amount_minor
    invoice.save(update_fields=["refunded_minor"])
    refund.end(Refund.DONE, at=at, stripe_id=stripe_id)

    given = _given_back(invoice, before)
    note = _issue(invoice, refund, given, at)
    post_journals(entries=_journals(invoice, note, given, at))
    claw_back(
        tenant_id=required_tenant().uuid,
        credit_note_id=note.pk,
        lines=_shared_lines(invoice, given, at),
        at=at,
        reference=stripe_id or "",
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
    return refund


def _given_back(invoice: Invoice, before: int) -> list[tuple[SplitPart, int]]:
    """Return what each party gives back of each line this time."""
    parts = SplitPart.objects.filter(invoice_line__invoice=invoice)
    rows = {
        f"{part.invoice_line_id}:{part.party}": part
        for part in parts.select_related("invoice_line").order_by("invoice_line__position", "pk")
    }
    weights = {name: part.amount_minor for name, part in rows.items()}
    shares = allocate_more(before, invoice.refunded_minor, weights)
    return [(rows[name], amount) for name, amount in shares.items() if amount]


def _issue(
    invoice: Invoice, refund: Refund, given: list[tuple[SplitPart, int]], at: datetime
) -> CreditNote:
    note = CreditNote.objects.create(
        uuid=derived_uuid("credit note", refund.pk),
        number=next_number(prefix="CN-", at=at),
        invoice=invoice,
        refund=refund,
        issued_at=at,
        total_minor=refund.amount_minor,
        currency=refund.currency,
        reason=refund.reason,
    )
    CreditNotePart.objects.bulk_create(
        [
            CreditNotePart(
                credit_note=note,
                invoice_line_id=part.invoice_line_id,
                party=part.party,
                party_ref=part.party_ref,
                amount_minor=amount,
            )
            for part, amount in given
        ]
    )
    return note


def _journals(
    invoice: Invoice, note: CreditNote, given: list[tuple[SplitPart, int]], at: datetime
) -> list[Entry]:
    """Three steps: the bill is taken back, the telco pays the customer, the parties pay it."""
    parts = [(part.party, amount) for part, amount in given]
    billed = legs_of(parts, accounts=BILLED, currency=invoice.currency, sign=1)
    shared = legs_of(parts, accounts=SHARED_OUT, currency=invoice.currency, sign=-1)
    steps = {
        "credit_note": [*billed, Leg(REFUNDS_DUE, -note.total)],
        "refund": [Leg(REFUNDS_DUE, note.total), Leg(CLEARING, -note.total)],
        "refund_share_out": [Leg(CLEARING, note.total), *shared],
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


def _shared_lines(
    invoice: Invoice, given: list[tuple[SplitPart, int]], at: datetime
) -> list[SharedLine]:
    shares: dict[UUID, list[Share]] = {}
    lines: dict[UUID, InvoiceLine] = {}
    for part, amount in given:
        lines[part.invoice_line_id] = part.invoice_line
        share = Share(part.party, part.party_ref, Money(amount, invoice.currency))
        shares.setdefault(part.invoice_line_id, []).append(share)
    return [
        SharedLine(invoice.pk, invoice.number, pk, line.label, tuple(shares[pk]), at)
        for pk, line in lines.items()
    ]
