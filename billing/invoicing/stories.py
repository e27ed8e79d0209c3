"""What is known of a disputed payment, told to staff and to a payer's bank."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.disputes.questions import DisputedPart, PaymentStory, StoryMoment
from billing.invoicing.bill_cards import party_labels
from billing.invoicing.crediting import parts_between
from billing.invoicing.models import Invoice, Payment, Refund
from billing.invoicing.words import reason_shown
from billing.settlement.queries.shares import PartyShare, shares_of_invoice
from billing.settlement.shares import PARTIES
from catalog.lines.queries import LineCard, history_of, line_card, lines_of_order
from catalog.numbering.queries import show_number
from catalog.ordering.queries import OrderCard, order_card
from kith.money import Money
from kith.outbox.queries import delivered_at
from kith.ui.formats import moment_text
from kith.wall import required_tenant

# What happened to a line, as a bank may be told it.
OF_A_LINE = {
    "suspend": gettext_lazy("Line blocked"),
    "resume": gettext_lazy("Line open again"),
    "swap": gettext_lazy("Moved to another SIM"),
    "terminate": gettext_lazy("Line ended"),
    "renewed": gettext_lazy("Renewed for another period"),
}


def story_of_payment(*, payment_reference: str, disputed: Money) -> PaymentStory | None:
    """Return what is known of a payment here; None where it is not in the books."""
    found = Payment.objects.filter(payment_reference=payment_reference)
    payment = found.select_related("invoice").first()
    if payment is None:
        return None
    invoice = payment.invoice
    order = _order_behind(invoice)
    lines = lines_of_order(order_id=order.id) if order else []
    moments = sorted(_moments(payment, order, lines), key=lambda one: one.at)
    rows = list(invoice.lines.order_by("position"))
    bought = tuple(row.label for row in rows)
    return PaymentStory(
        customer_name=invoice.contact_name,
        customer_email=invoice.contact_email,
        invoice_number=invoice.number,
        invoice_line_id=rows[0].pk if rows else None,
        order_number=order.number if order else "",
        bought=bought,
        moments=tuple(moments),
        parts=tuple(_parts(invoice, disputed)),
        evidence=_evidence(invoice, bought, lines, moments),
    )


def _order_behind(invoice: Invoice) -> OrderCard | None:
    """Return the order that a bill is of; a renewal's is the one that opened its line."""
    order_id = invoice.order_id
    if order_id is None and invoice.line_id:
        order_id = line_card(line_id=invoice.line_id).order_id
    return order_card(order_id) if order_id else None


def _moments(
    payment: Payment, order: OrderCard | None, lines: list[LineCard]
) -> Iterator[StoryMoment]:
    invoice = payment.invoice
    yield StoryMoment(_("Billed"), invoice.issued_at, invoice.number)
    yield StoryMoment(_("Paid"), payment.received_at, str(payment.amount))
    for refund in invoice.refunds.order_by("requested_at", "pk"):
        at = refund.ended_at or refund.requested_at
        yield StoryMoment(_("Refund"), at, refund.why or _reason(refund))
    if order is None:
        return
    yield StoryMoment(_("Ordered"), order.placed_at, order.number)
    sent = delivered_at(
        event="order.activated",
        key=str(order.id),
        to_tenant=required_tenant().uuid,
        reaction="tell_buyer",
    )
    if sent:
        yield StoryMoment(_("Letter sent: the line is active"), sent, order.contact_email)
    for line in lines:
        yield from _of_line(line)


def _of_line(line: LineCard) -> Iterator[StoryMoment]:
    number = show_number(line.e164)
    label = _("eSIM code used, line active") if line.is_esim else _("SIM card used, line active")
    yield StoryMoment(label, line.activated_at, number)
    for moment in history_of(line_id=line.id):
        if moment.done_at and moment.what in OF_A_LINE:
            yield StoryMoment(str(OF_A_LINE[moment.what]), moment.done_at, number)


def _parts(invoice: Invoice, disputed: Money) -> Iterator[DisputedPart]:
    """What each party stands to lose: its part of what is not given back yet."""
    before = invoice.refunded_minor
    after = min(before + disputed.minor, invoice.paid_minor)
    sums: dict[str, int] = {}
    for part, minor in parts_between(invoice, before, after):
        sums[part.party] = sums.get(part.party, 0) + minor
    labels = party_labels()
    shares = shares_of_invoice(tenant_id=required_tenant().uuid, invoice_number=invoice.number)
    for party in PARTIES:
        if sums.get(party):
            mine = [share for share in shares if share.party == party]
            yield DisputedPart(labels[party], Money(sums[party], invoice.currency), _state_of(mine))


def _state_of(shares: list[PartyShare]) -> str:
    if not shares:
        return "–"
    if any(share.held_for for share in shares):
        return _("Held back")
    if all(share.is_paid for share in shares):
        return _("Paid already")
    return _("Not paid yet")


def _evidence(
    invoice: Invoice, bought: tuple[str, ...], lines: list[LineCard], moments: list[StoryMoment]
) -> dict[str, str]:
    """What a bank may be told, from what is known; a person reads it before it leaves."""
    seller = required_tenant().name
    numbers = ", ".join(show_number(line.e164) for line in lines)
    sold = _("Mobile service, sold by %(seller)s: %(bought)s.") % {
        "seller": seller,
        "bought": ", ".join(bought),
    }
    if numbers:
        sold += " " + _("Numbers in service: %(numbers)s.") % {"numbers": numbers}
    first = min((line.activated_at for line in lines), default=None)
    log = [
        f"{moment_text(one.at)}: {one.label}{f' ({one.note})' if one.note else ''}"
        for one in moments
    ]
    said = {
        "product_description": sold,
        "customer_name": invoice.contact_name,
        "customer_email_address": invoice.contact_email,
        "service_date": f"{first:%Y-%m-%d}" if first else "",
        "access_activity_log": "\n".join(log),
    }
    return {name: text for name, text in said.items() if text}


def _reason(refund: Refund) -> str:
    return reason_shown(refund.reason, is_typed=refund.requested_by is not None)
