"""
Bills of one shop in one window: written, paid, accrued, counted, given back.

Bills of orders and of renewals are written together in the order of their days, so that their
numbers run with time. Each has the key it would get from its own use-case (`issue_invoice`,
`bill_renewals`): what the demo billed is never billed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from ambassadors.referral.usecases.record_paid_cycle import record_paid_cycle
from billing.invoicing.models import Invoice, SavedCard
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.bill_renewals import DAYS_TO_PAY
from billing.invoicing.usecases.issue_invoices import InvoiceDraft, LineDraft, issue_invoices
from billing.invoicing.usecases.record_payments import Receipt, record_payments
from catalog.lines.models import Line, LineEvent
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.renew_line import renew_line
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.ordering.models import Order
from kith.money import Money
from kith.wall import in_one_go
from outside.demo.charging import CHARGED_AFTER, is_refused, note_paid, note_refused
from outside.demo.plan import Buyer
from outside.demo.processor import Paid, PastProcessor

RENEWED_AT = time(4, 10, tzinfo=UTC)
# Nobody is asked again in the demo, and in the last window somebody always forgot.
FORGETFUL_SHARE = 0.06


@dataclass(frozen=True)
class Sold:
    """The line that carries a plan of the shop, with who has it."""

    line_id: UUID
    order_id: UUID
    buyer: Buyer


@dataclass(frozen=True)
class Books:
    """The bills of one shop in one window, to its own buyers and to nobody else."""

    buyers: Sequence[Buyer]
    since: datetime
    until: datetime
    is_last: bool
    seed: int
    processor: PastProcessor

    def write(self) -> None:
        """Write every bill of the window."""
        sold = _sold(self.buyers)
        with in_one_go():
            drafts = [*_first_bills(sold), *_walk_through(sold, self.since, self.until)]
        drafts.sort(key=lambda draft: (draft.at, draft.key))
        if drafts:
            issue_invoices(drafts=drafts)

    def collect(self) -> list[Invoice]:
        """Collect what was paid in the window, and return those invoices."""
        sold = _sold(self.buyers)
        cards = {card.person_id: card for card in SavedCard.objects.filter(removed_at=None)}
        payer = _Payer(
            self.seed,
            {one.line_id: one.buyer for one in sold},
            {one.order_id for one in sold},
            cards,
            self.until,
            self.is_last,
        )
        return _collect(payer, self.processor)


def count_cycles(*, paid: Sequence[Invoice], referred: set[UUID]) -> None:
    """Let payments count for whoever encouraged the payer."""
    with in_one_go():
        for invoice in paid:
            if invoice.person_id in referred and invoice.paid_at:
                record_paid_cycle(
                    referred_id=invoice.person_id, invoice_id=invoice.pk, paid_at=invoice.paid_at
                )


def _sold(buyers: Sequence[Buyer]) -> list[Sold]:
    keys = {buyer.key: buyer for buyer in buyers}
    orders = Order.objects.filter(idempotency_key__in=keys, active_at__isnull=False)
    by_order = dict(orders.values_list("pk", "idempotency_key"))
    lines = Line.objects.filter(order_id__in=by_order, place=1).values_list("pk", "order_id")
    return [Sold(line, order, keys[by_order[order]]) for line, order in lines]


def _first_bills(sold: Sequence[Sold]) -> Iterator[InvoiceDraft]:
    billed = Invoice.objects.filter(order_id__isnull=False)
    orders = Order.objects.filter(pk__in=[one.order_id for one in sold])
    for order in orders.exclude(pk__in=billed.values("order_id")):
        yield draft_of_order(order)


def draft_of_order(order: Order) -> InvoiceDraft:
    """Return the bill of a paid order, as `issue_invoice` would write it."""
    at = order.paid_at or order.placed_at
    return InvoiceDraft(
        key=f"order:{order.pk}",
        lines=(
            LineDraft(
                label=order.offer_name,
                gross=Money(order.total_minor, order.currency),
                tax_basis_points=order.tax_basis_points,
                wholesale=Money(order.wholesale_minor, order.currency),
                offer_code=order.offer_code,
                base_code=order.base_code,
            ),
        ),
        at=at,
        due_on=at.date(),
        person_id=order.person_id,
        contact_name=order.contact_name,
        contact_email=order.contact_email,
        order_id=order.pk,
        order_number=order.number,
    )


def _draft_of_renewal(
    line: Line, buyer: Buyer, start: date, end: date, at: datetime
) -> InvoiceDraft:
    return InvoiceDraft(
        key=f"renewal:{line.pk}:{start:%Y-%m-%d}",
        lines=(
            LineDraft(
                label=line.offer_name,
                gross=line.price,
                tax_basis_points=line.tax_basis_points,
                wholesale=line.wholesale,
                offer_code=line.offer_code,
                base_code=line.base_code,
                period_start=start,
                period_end=end,
            ),
        ),
        at=at,
        due_on=at.date() + timedelta(days=DAYS_TO_PAY),
        person_id=line.person_id,
        contact_name=buyer.name,
        contact_email=buyer.email,
        line_id=line.pk,
    )


def _walk_through(sold: Sequence[Sold], since: datetime, until: datetime) -> Iterator[InvoiceDraft]:
    """Renew each line on its days, and end or bar it on the day it was asked for."""
    buyers = {one.line_id: one.buyer for one in sold}
    for line in Line.objects.filter(pk__in=buyers, ended_at=None).order_by("activated_at", "pk"):
        buyer = buyers[line.pk]
        ends_at = buyer.ends_at if buyer.ends_at and buyer.ends_at < until else None
        yield from _renewals(line, buyer, ends_at or until)
        if buyer.barred_at and since <= buyer.barred_at < until:
            suspend_line(line_id=line.pk, at=buyer.barred_at)
            _carry_out(line, buyer.barred_at)
        if ends_at:
            end_line(line_id=line.pk, at=ends_at)
            _carry_out(line, ends_at)


def _renewals(line: Line, buyer: Buyer, until: datetime) -> Iterator[InvoiceDraft]:
    while line.next_renewal_on:
        start = line.next_renewal_on
        at = datetime.combine(start, RENEWED_AT)
        if at >= until:
            return
        line = renew_line(line_id=line.pk, at=at)
        if line.next_renewal_on:
            yield _draft_of_renewal(line, buyer, start, line.next_renewal_on, at)


def _carry_out(line: Line, at: datetime) -> None:
    asked = LineEvent.objects.filter(line__order_id=line.order_id, done_at=None, failed_at=None)
    for event in asked.order_by("line__place"):
        carry_out_change(event_id=event.pk, at=at + timedelta(seconds=4))


@dataclass(frozen=True)
class _Payer:
    """
    When each open invoice is paid.

    Orders at once, renewals by a saved card at once too, else some days later, some never yet.
    """

    seed: int
    buyers: dict[UUID, Buyer]
    orders: set[UUID]
    cards: dict[UUID, SavedCard]
    until: datetime
    is_last: bool

    def paid_at(self, invoice: Invoice) -> datetime | None:
        """Return when an invoice was paid; None when that is not yet so."""
        if invoice.line_id is None:
            return invoice.issued_at
        if self.card_of(invoice):
            return None if self.is_refused(invoice) else invoice.issued_at + CHARGED_AFTER
        key = self.buyers[invoice.line_id].key
        chance = Random(f"{self.seed}:{key}:{invoice.issued_at:%Y-%m-%d}")
        waits = timedelta(hours=3 + 22 * chance.random() ** 3 * 6)
        if self.is_last and chance.random() < FORGETFUL_SHARE:
            return None
        at = invoice.issued_at + waits
        return at if at < self.until else None

    def card_of(self, invoice: Invoice) -> SavedCard | None:
        """Return the card that pays a renewal."""
        if invoice.line_id is None or invoice.person_id is None:
            return None
        card = self.cards.get(invoice.person_id)
        return card if card and card.saved_at <= invoice.issued_at else None

    def is_refused(self, invoice: Invoice) -> bool:
        """Say whether that card is refused."""
        return self.is_last and is_refused(invoice, until=self.until)


def _collect(payer: _Payer, processor: PastProcessor) -> list[Invoice]:
    """Take the money for every invoice whose payment fell into the window."""
    due, refused = [], []
    for invoice in Invoice.objects.filter(paid_at=None).order_by("issued_at", "number"):
        if not (invoice.order_id in payer.orders or invoice.line_id in payer.buyers):
            # Somebody bought here who is no part of the year.
            continue
        if at := payer.paid_at(invoice):
            due.append((at, invoice))
        elif payer.card_of(invoice):
            refused.append(invoice)
    note_refused(refused)
    due.sort(key=lambda pair: (pair[0], pair[1].number))
    if not due:
        return []
    references = _references(due, payer, processor)
    record_payments(
        receipts=[
            Receipt(invoice.pk, reference, reference, at)
            for (at, invoice), reference in zip(due, references, strict=True)
        ]
    )
    note_paid(
        [
            (at, invoice, card, reference)
            for (at, invoice), reference in zip(due, references, strict=True)
            if (card := payer.card_of(invoice))
        ]
    )
    accrue_invoices(invoice_ids=[invoice.pk for _, invoice in due])
    return list(Invoice.objects.filter(pk__in=[invoice.pk for _, invoice in due]))


def _references(
    due: Sequence[tuple[datetime, Invoice]], payer: _Payer, processor: PastProcessor
) -> list[str]:
    """Return the processor's id of each payment: an order's is known, a renewal's is made now."""
    orders = {invoice.order_id for _, invoice in due if invoice.order_id}
    known = dict(Order.objects.filter(pk__in=orders).values_list("pk", "payment_reference"))
    fresh = [(at, invoice) for at, invoice in due if not invoice.order_id]
    made = iter(processor.pay([_payment(at, invoice, payer) for at, invoice in fresh]))
    return [known[i.order_id] if i.order_id else next(made).payment_intent for _, i in due]


def _payment(at: datetime, invoice: Invoice, payer: _Payer) -> Paid:
    card = payer.card_of(invoice)
    return Paid(
        invoice.total,
        str(invoice),
        invoice.number,
        invoice.contact_email,
        at,
        kept=(card.customer, card.payment_method) if card else None,
    )
