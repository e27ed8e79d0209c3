"""What others may ask about orders."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.lines.queries import all_ended
from catalog.ordering.models import Order, OrderStep
from kith.money import Money

STATES = ("placed", "paid", "active", "ended", "failed", "refunded", "cancelled")
# Of those that are active: whose SIM card the shop has to post. A filter, and no state of its own.
TO_POST = "to_post"


@dataclass(frozen=True)
class OrderCard:
    id: UUID
    number: str
    token: str
    person_id: UUID | None
    contact_name: str
    contact_email: str
    contact_phone: str
    offer_code: str
    offer_name: str
    base_code: str
    period: str
    allowances: dict
    total: Money
    wholesale: Money
    tax_basis_points: int
    keeps_card: bool
    payment_reference: str
    placed_at: datetime
    paid_at: datetime | None
    active_at: datetime | None
    failed_at: datetime | None
    cancelled_at: datetime | None
    refunded_at: datetime | None
    encouraged_by_id: UUID | None


@dataclass(frozen=True)
class Moment:
    """One step as people read it: the shape the timeline component takes."""

    label: str
    state: str
    at: datetime | None
    note: str
    actor: str


@dataclass(frozen=True)
class OrderTally:
    total: int
    waiting: int
    active: int
    failed: int
    to_post: int


def card_of(order: Order) -> OrderCard:
    return OrderCard(
        id=order.pk,
        number=order.number,
        token=order.token,
        person_id=order.person_id,
        contact_name=order.contact_name,
        contact_email=order.contact_email,
        contact_phone=order.contact_phone,
        offer_code=order.offer_code,
        offer_name=order.offer_name,
        base_code=order.base_code,
        period=order.period,
        allowances=order.allowances,
        total=order.total,
        wholesale=order.wholesale,
        tax_basis_points=order.tax_basis_points,
        keeps_card=order.keeps_card,
        payment_reference=order.payment_reference,
        placed_at=order.placed_at,
        paid_at=order.paid_at,
        active_at=order.active_at,
        failed_at=order.failed_at,
        cancelled_at=order.cancelled_at,
        refunded_at=order.refunded_at,
        encouraged_by_id=order.encouraged_by_id,
    )


def order_card(order_id: UUID | str) -> OrderCard:
    """
    Tell about one order.

    :raises Order.DoesNotExist: no such order here
    """
    return card_of(Order.objects.get(pk=order_id))


def order_of_token(*, token: str) -> OrderCard:
    """
    Tell about the order that a link stands for.

    :raises Order.DoesNotExist: this shop gave no such link out
    """
    return card_of(Order.objects.get(token=token))


def unpaid_order(
    *, offer_code: str, person_id: UUID | None, order_ids: Sequence[str], since: datetime
) -> Order | None:
    """
    Return the newest order of an offer that waits for its payment; None where there is none.

    Of this person, or among `order_ids`: those that were placed in the same browser.
    """
    mine = Q(pk__in=order_ids) | (Q(person_id=person_id) if person_id else Q(pk=None))
    waiting = Order.objects.filter(
        mine, offer_code=offer_code, paid_at=None, cancelled_at=None, failed_at=None
    )
    return waiting.filter(placed_at__gte=since).order_by("-placed_at").first()


def order_exists(*, order_id: UUID) -> bool:
    """Say whether there is such an order here."""
    return Order.objects.filter(pk=order_id).exists()


def order_timeline(*, order: Order, at: datetime, is_sellers: bool = False) -> list[Moment]:
    """Tell buyer or seller an order's steps: who acts, how long it takes, what is late."""
    return [_moment(step, at, is_sellers) for step in order.steps]


def orders_of(*, person_id: UUID) -> QuerySet[Order]:
    """Select a person's orders, newest first."""
    return Order.objects.filter(person_id=person_id).order_by("-placed_at", "pk")


def orders_of_guests(*, guest_ids: Collection[UUID]) -> list[Order]:
    """Return the orders of guests of whom somebody may say who they are, newest first."""
    if not guest_ids:
        return []
    return list(Order.objects.filter(person_id__in=guest_ids).order_by("-placed_at", "pk"))


def orders_here(*, text: str = "", state: str = "") -> QuerySet[Order]:
    """Select the tenant's orders for a list: by number, name, e-mail or plan, and by state."""
    orders = Order.objects.all()
    if text:
        orders = orders.filter(
            Q(number__istartswith=text)
            | Q(contact_name__has=text)
            | Q(contact_email__icontains=text)
            | Q(offer_name__has=text)
        )
    return orders.filter(_STATE[state]) if state in _STATE else orders


# An order is done once it is active; what it brought may have ended since.
_ENDED = all_ended(OuterRef("pk"))
_OPEN = Q(active_at=None, failed_at=None, cancelled_at=None)
_STATE = {
    "placed": _OPEN & Q(paid_at=None),
    "paid": _OPEN & Q(paid_at__isnull=False),
    "active": Q(active_at__isnull=False, refunded_at=None) & ~_ENDED,
    "ended": Q(active_at__isnull=False, refunded_at=None) & _ENDED,
    "to_post": Q(sim_form="physical", active_at__isnull=False, posted_at=None, refunded_at=None)
    & ~_ENDED,
    "failed": Q(failed_at__isnull=False, refunded_at=None),
    "cancelled": Q(cancelled_at__isnull=False),
    "refunded": Q(refunded_at__isnull=False),
}


def orders_paid_before(*, at: datetime) -> Iterator[tuple[UUID, str]]:
    """Yield each order that says it was paid for before a moment: its id and number."""
    paid = Order.objects.filter(paid_at__lt=at, total_minor__gt=0).order_by("pk")
    yield from paid.values_list("pk", "number")


def open_order_count() -> int:
    """Count the orders that are not at an end: those that failed have to be refunded."""
    to_refund = Q(failed_at__isnull=False, refunded_at=None, paid_at__isnull=False)
    return Order.objects.filter(_OPEN | to_refund & Q(total_minor__gt=0)).count()


def order_tally() -> OrderTally:
    """Count the tenant's orders: all, waiting to become active, active, failed."""
    counts = Order.objects.aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=_STATE["paid"]),
        active=Count("pk", filter=_STATE["active"]),
        failed=Count("pk", filter=_STATE["failed"]),
        to_post=Count("pk", filter=_STATE[TO_POST]),
    )
    return OrderTally(**counts)


def _moment(step: OrderStep, at: datetime, is_sellers: bool) -> Moment:
    return Moment(
        label=_(step.label),
        state=_state(step),
        at=step.ended_at or step.failed_at,
        note=_note(step, at, is_sellers),
        actor=_actor(step.actor) if _state(step) == "now" else "",
    )


def _state(step: OrderStep) -> str:
    if step.failed_at:
        return "failed"
    if step.ended_at:
        return "done"
    return "now" if step.started_at else "waiting"


def _actor(actor: str) -> str:
    """Name who acts next; the buyer is told in the note instead."""
    names = {"network": _("The network"), "shop": _("The shop"), "staff": _("Our staff")}
    return names.get(actor, "")


def _note(step: OrderStep, at: datetime, is_sellers: bool) -> str:
    note = _(step.note) if step.note else ""
    if _state(step) != "now" or not step.expected_seconds:
        return note
    if step.actor == "buyer":
        asked = _("The buyer has not paid yet.") if is_sellers else ""
        return note or asked or _("We are waiting for your payment.")
    expected = _("Usually within %(span)s.") % {"span": _span(step.expected_seconds)}
    late_seconds = 0
    if step.started_at:
        late_seconds = int((at - step.started_at).total_seconds()) - step.expected_seconds
    if late_seconds > 0:
        late = _("It takes %(span)s longer than usual; you need not do anything.")
        if is_sellers:
            late = _("It takes %(span)s longer than usual.")
        expected = late % {"span": _span(late_seconds)}
    return f"{note} {expected}".strip()


def _span(seconds: int) -> str:
    span = timedelta(seconds=seconds)
    if span >= timedelta(days=1):
        return ngettext("%(n)d day", "%(n)d days", span.days) % {"n": span.days}
    minutes = seconds // 60
    if minutes >= 60:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    if minutes:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
