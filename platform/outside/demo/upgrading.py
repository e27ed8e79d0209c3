"""A larger plan in the middle of a month: paid with the card that is kept, and there at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from billing.invoicing.plan_choices import larger_plans, what_keeps
from billing.invoicing.queries import saved_card_of
from billing.invoicing.upgrades import quote_of
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.ask_upgrade import ask_upgrade
from billing.invoicing.usecases.pay_upgrade import pay_upgrade
from catalog.lines.models import Line
from catalog.lines.queries import LineCard, line_card
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.switch_plan import switch_plan
from catalog.ordering.models import Order
from outside.demo.plan import Buyer
from outside.demo.processor import Paid, PastProcessor

TO_PAY, TO_SWITCH = timedelta(seconds=8), timedelta(seconds=15)


def upgrade_one(*, buyers: Sequence[Buyer], at: datetime, processor: PastProcessor) -> None:
    """Let the first of these buyers who can go up do so; where none can, nothing happens."""
    for buyer in buyers:
        line = _line_of(buyer)
        if line is not None and _goes_up(line, buyer, at, processor):
            return


def _line_of(buyer: Buyer) -> LineCard | None:
    order = Order.objects.filter(idempotency_key=buyer.key, active_at__isnull=False)
    found = Line.objects.filter(order_id__in=order.values("pk"), place=1, ended_at=None).first()
    return line_card(line_id=found.pk) if found else None


def _goes_up(line: LineCard, buyer: Buyer, at: datetime, processor: PastProcessor) -> bool:
    card = saved_card_of(person_id=line.person_id)
    if card is None or line.next_plan or what_keeps(line, at=at, is_now=True) is not None:
        return False
    for offer in larger_plans(line, at=at):
        quote = quote_of(line, offer, at=at)
        if quote is None or not quote.amount:
            continue
        upgrade = ask_upgrade(
            line_id=line.id, offer_code=offer.code, seen=quote.amount, by=line.person_id, at=at
        )
        [taken] = processor.pay(
            [
                Paid(
                    amount=quote.amount,
                    label=offer.name,
                    reference=str(upgrade.pk),
                    email=buyer.email,
                    at=at + TO_PAY,
                    kept=(card.customer, card.payment_method),
                )
            ]
        )
        pay_upgrade(upgrade_id=upgrade.pk, payment_reference=taken.payment_intent, at=at + TO_PAY)
        accrue_invoices(invoice_ids=[upgrade.bill_id])
        switch_plan(line_id=line.id, at=at + TO_SWITCH)
        for event in Line.objects.get(pk=line.id).events.filter(done_at=None, failed_at=None):
            carry_out_change(event_id=event.pk, at=at + TO_SWITCH)
        return True
    return False
