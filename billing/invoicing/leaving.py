"""What a withdrawal from a line's contract would give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from billing.disputes.queries import disputed_payments
from billing.invoicing.bill_cards import period_of
from billing.invoicing.models import Invoice, Payment, PlanUpgrade
from billing.invoicing.models.bills import InvoiceQuerySet
from billing.invoicing.refund_limits import left_of
from billing.invoicing.withdrawals import last_day_to_withdraw, unused_minor
from catalog.lines.periods import Period, first_period
from catalog.lines.queries import LineCard, lines_of_order
from catalog.ordering.queries import order_card
from kith.money import Money
from kith.wall import day_here


@dataclass(frozen=True)
class BackOfBill:
    """How much of one bill is for days that are not used."""

    invoice: Invoice
    amount: Money
    # The customer's bank has the money: it decides.
    is_disputed: bool


@dataclass(frozen=True)
class Leaving:
    """Until when a line's contract can be withdrawn from, and what of which bill goes back."""

    last_day: date
    is_open: bool
    back: tuple[BackOfBill, ...]
    currency: str

    @property
    def total(self) -> Money:
        ours = (one.amount.minor for one in self.back if not one.is_disputed)
        return Money(sum(ours), self.currency)

    @property
    def is_disputed(self) -> bool:
        return any(one.is_disputed for one in self.back)


def bills_of_plan(line: LineCard) -> InvoiceQuerySet:
    """Select the paid bills of the plan a line belongs to."""
    return all_bills_of_plan(line).filter(paid_at__isnull=False)


def all_bills_of_plan(line: LineCard) -> InvoiceQuerySet:
    """Select the bills of the plan a line belongs to, paid or not."""
    plan = [one.id for one in lines_of_order(order_id=line.order_id)]
    return Invoice.objects.filter(Q(order_id=line.order_id) | Q(line_id__in=plan))


def leaving_of(line: LineCard, bills: Sequence[Invoice], *, at: datetime) -> Leaving:
    """
    Return what withdrawing from a line would mean at that moment.

    A larger plan is agreed at a distance too: the days run anew from it.
    """
    last_day = last_day_to_withdraw(contract_on=day_here(_agreed_at(line)))
    today = day_here(at)
    back = (_back(bill, line, today) for bill in bills)
    return Leaving(
        last_day=last_day,
        is_open=today <= last_day,
        back=tuple(one for one in back if one.amount),
        currency=line.price.currency,
    )


def _agreed_at(line: LineCard) -> datetime:
    """Return when its owner last bought something for a line: its order, or a larger plan."""
    order = order_card(line.order_id)
    ordered_at = order.paid_at or order.placed_at
    came = PlanUpgrade.objects.filter(line_id=line.id, paid_at__isnull=False, undone_at=None)
    upgraded_at = came.order_by("-paid_at").values_list("paid_at", flat=True).first()
    return max(ordered_at, upgraded_at) if upgraded_at else ordered_at


def _back(bill: Invoice, line: LineCard, today: date) -> BackOfBill:
    period = _period(bill, line)
    unused = unused_minor(
        paid_minor=bill.paid_minor,
        starts_on=period.first_day,
        ends_on=period.next_start,
        on=today,
    )
    payments = Payment.objects.filter(invoice=bill).values_list("payment_reference", flat=True)
    return BackOfBill(
        bill,
        min(Money(unused, bill.currency), left_of(bill)),
        is_disputed=bool(disputed_payments(references=list(payments))),
    )


def _period(bill: Invoice, line: LineCard) -> Period:
    """Return what a bill pays for: an order's runs from the day of activation."""
    first = first_period(period=line.period, first_day=day_here(line.activated_at))
    billed = bill.lines.order_by("position").first()
    return (period_of(billed, first) if billed else first) or first
