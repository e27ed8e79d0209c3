"""What others may ask about lines in service."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from catalog.lines.models import BROUGHT, CHANGE_PLAN, Line, LineEvent, PlanChange
from catalog.lines.periods import Period, day_before, first_period, next_start, start_before
from catalog.lines.plans import Plan, require_changeable, require_none_waiting
from catalog.wholesale.questions import LinesOn
from kith.errors import DomainError
from kith.money import Money
from kith.wall import day_here


@dataclass(frozen=True)
class LineCard:
    id: UUID
    person_id: UUID
    order_id: UUID
    place: int
    offer_code: str
    offer_name: str
    base_code: str
    price: Money
    wholesale: Money
    tax_basis_points: int
    period: str
    allowances: dict
    e164: str
    iccid: str
    activation_code: str
    activated_at: datetime
    next_renewal_on: date | None
    suspended_at: datetime | None
    unpaid_since: datetime | None
    # The first day out of service, where the end is set.
    ends_on: date | None
    ended_at: datetime | None
    # The network's own name of its service; empty where that never reached us.
    network_reference: str = ""
    # What is being changed right now: suspend, resume, swap, terminate, or nothing.
    changing: str = ""
    # How many lines the plan opened; they are barred and ended together.
    plan_size: int = 1
    # What its next period comes with, where it is another plan than now.
    next_plan: Plan | None = None

    @property
    def next_price(self) -> Money:
        """What the next period costs."""
        return self.next_plan.price if self.next_plan else self.price

    @property
    def next_name(self) -> str:
        """What the next period's plan is called."""
        return self.next_plan.offer_name if self.next_plan else self.offer_name

    @property
    def is_active(self) -> bool:
        return self.suspended_at is None and self.ended_at is None

    @property
    def last_day(self) -> date | None:
        """The last day in service, where the end is set."""
        if self.ends_on is None:
            return None
        # A line that is given up on its first day was in service on it.
        return max(day_before(self.ends_on), day_here(self.activated_at))

    @property
    def last_paid_day(self) -> date | None:
        """The last day that is paid for, where another period follows."""
        return day_before(self.next_renewal_on) if self.next_renewal_on else None

    @property
    def is_esim(self) -> bool:
        return bool(self.activation_code)


@dataclass(frozen=True)
class LineMoment:
    what: str
    asked_at: datetime
    done_at: datetime | None
    failed_at: datetime | None
    note: str


@dataclass(frozen=True)
class PlanMoment:
    """One plan of a line after its first: had, or still to come."""

    from_on: date
    was: Plan
    becomes: Plan
    is_ahead: bool


@dataclass(frozen=True)
class LineTally:
    active: int
    suspended: int
    ended: int
    opened_lately: int


def _with_change(lines: QuerySet[Line]) -> QuerySet[Line]:
    pending = LineEvent.objects.filter(line=OuterRef("pk"), done_at=None, failed_at=None)
    plan = Line.objects.filter(order_id=OuterRef("order_id")).values("order_id")
    waiting = PlanChange.objects.waiting().filter(line=OuterRef("pk"))
    is_upgraded = Exists(PlanChange.objects.under_way().filter(line=OuterRef("pk")))
    return lines.annotate(
        changing=Coalesce(
            Subquery(pending.values("what")[:1]),
            # Paid for: it is asked of the network as soon as nothing else is under way.
            Case(When(is_upgraded, then=Value(CHANGE_PLAN))),
        ),
        plan_size=Subquery(plan.annotate(size=Count("pk")).values("size")),
        next_plan=Subquery(waiting.values("becomes")[:1]),
    )


def card_of(line: Line) -> LineCard:
    """Make the card of a line that was read with its pending change and its next plan."""
    next_plan = getattr(line, "next_plan", None)
    return LineCard(
        id=line.pk,
        person_id=line.person_id,
        order_id=line.order_id,
        place=line.place,
        offer_code=line.offer_code,
        offer_name=line.offer_name,
        base_code=line.base_code,
        price=line.price,
        wholesale=line.wholesale,
        tax_basis_points=line.tax_basis_points,
        period=line.period,
        allowances=line.allowances,
        e164=line.e164,
        iccid=line.iccid,
        activation_code=line.activation_code,
        activated_at=line.activated_at,
        # A debt bars the line: until it is paid nothing renews; nor does what is to end before.
        next_renewal_on=line.next_renewal_on if line.renews and not line.unpaid_since else None,
        suspended_at=line.suspended_at,
        unpaid_since=line.unpaid_since,
        ends_on=line.ends_on,
        ended_at=line.ended_at,
        network_reference=line.network_reference,
        changing=getattr(line, "changing", None) or "",
        plan_size=getattr(line, "plan_size", 1),
        next_plan=Plan(**next_plan) if next_plan and line.renews else None,
    )


def line_card(*, line_id: UUID) -> LineCard:
    """
    Tell about one line.

    :raises Line.DoesNotExist: no such line here
    """
    return card_of(_with_change(Line.objects.all()).get(pk=line_id))


def line_of_person(*, line_id: UUID, person_id: UUID) -> LineCard:
    """
    Tell a person about one line of theirs.

    :raises Line.DoesNotExist: no such line here, or it is another's
    """
    return card_of(_with_change(Line.objects.of_person(person_id)).get(pk=line_id))


def line_in_period(*, line_id: UUID, starts_on: date) -> LineCard:
    """
    Tell about a line with the plan that it had in the period begun on a day.

    A bill may be written late, when the line has another plan already; one that came in the middle
    of a period, even on its first day, was paid beside it.

    :raises Line.DoesNotExist: no such line here
    """
    card = line_card(line_id=line_id)
    done = PlanChange.objects.filter(line_id=line_id, done_at__isnull=False)
    later = done.filter(Q(from_on__gt=starts_on) | Q(is_now=True, from_on=starts_on))
    first = later.order_by("from_on", "done_at", "pk").first()
    if first is None:
        return card
    plan = Plan(**first.was)
    return replace(
        card,
        offer_code=plan.offer_code,
        offer_name=plan.offer_name,
        base_code=plan.base_code,
        price=plan.price,
        wholesale=plan.wholesale,
        tax_basis_points=plan.tax_basis_points,
        allowances=plan.allowances,
    )


def what_keeps_plan(*, line_id: UUID, at: datetime, is_now: bool = False) -> DomainError | None:
    """
    Return why the plan of a line cannot be changed at that moment; None where it can.

    One that is to come now may take the place of one that waits for its day.

    :raises Line.DoesNotExist: no such line here
    """
    line = Line.objects.get(pk=line_id)
    others = Line.objects.filter(order_id=line.order_id, ended_at=None).exclude(pk=line_id)
    try:
        require_changeable(line, list(others), at=at)
        if not is_now:
            require_none_waiting(line.plan_changes.waiting().first())
    except DomainError as refusal:
        return refusal
    return None


def has_taken_plan(*, change_id: UUID) -> bool:
    """Say whether a line's change to another plan is done, at the network too."""
    return PlanChange.objects.filter(pk=change_id, switched_at__isnull=False).exists()


def lines_of_order(*, order_id: UUID) -> list[LineCard]:
    """Tell about the lines an order opened, the one that carries the plan first."""
    lines = _with_change(Line.objects.filter(order_id=order_id)).order_by("place")
    return [card_of(line) for line in lines]


def first_periods(order_ids: Iterable[UUID]) -> dict[UUID, Period]:
    """Return what the bills of orders pay for; none of an order that opened no line yet."""
    rows = Line.objects.filter(order_id__in=list(order_ids), place=1).order_by("pk")
    return {
        order_id: first_period(period=period, first_day=day_here(at))
        for order_id, period, at in rows.values_list("order_id", "period", "activated_at")
    }


def ended_orders(order_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the orders whose lines have all ended."""
    opened = Line.objects.filter(order_id__in=list(order_ids)).values("order_id")
    ended = opened.annotate(serving=Count("pk", filter=Q(ended_at=None))).filter(serving=0)
    return set(ended.values_list("order_id", flat=True))


def all_ended(order_id: OuterRef) -> Q:
    """Return what holds of a row whose order opened lines that have all ended."""
    opened = Line.objects.filter(order_id=order_id)
    return Q(Exists(opened)) & ~Q(Exists(opened.filter(ended_at=None)))


def lines_of(*, person_id: UUID) -> list[LineCard]:
    """List a person's lines, those in service first, the newest first among them."""
    lines = _with_change(Line.objects.of_person(person_id))
    ordered = sorted(
        lines.order_by("-activated_at", "order_id", "place"),
        key=lambda line: line.ended_at is not None,
    )
    return [card_of(line) for line in ordered]


def history_of(*, line_id: UUID) -> list[LineMoment]:
    """List what happened to a line, newest first."""
    events = LineEvent.objects.filter(line_id=line_id).order_by("-asked_at", "-pk")
    return [
        LineMoment(event.what, event.asked_at, event.done_at, event.failed_at, event.note)
        for event in events
    ]


def number_before(*, line_id: UUID) -> str:
    """Return the number a line had until its owner's own came, as people write it; else nothing."""
    brought = LineEvent.objects.filter(line_id=line_id, what=BROUGHT).order_by("-asked_at", "-pk")
    return brought.values_list("note", flat=True).first() or ""


def plans_of(*, line_id: UUID) -> list[PlanMoment]:
    """List the plans a line came to after its first, and the one ahead; the newest first."""
    changes = PlanChange.objects.filter(line_id=line_id, undone_at=None)
    return [
        PlanMoment(one.from_on, Plan(**one.was), Plan(**one.becomes), is_ahead=one.is_waiting)
        for one in changes.order_by("-from_on", "-pk")
    ]


def lines_here(*, text: str = "", state: str = "") -> QuerySet[Line]:
    """Select the tenant's lines for a list: by plan or last digits, and by state."""
    lines = _with_change(Line.objects.all())
    if text:
        lines = lines.filter(Q(offer_name__has=text) | Q(e164__endswith=text))
    if state == "active":
        lines = lines.filter(ended_at=None, suspended_at=None)
    elif state == "suspended":
        lines = lines.filter(ended_at=None, suspended_at__isnull=False)
    elif state == "ended":
        lines = lines.filter(ended_at__isnull=False)
    return lines


def line_tally(*, since: datetime) -> LineTally:
    """Count the tenant's lines by state, and those opened since then."""
    in_service = Q(ended_at=None)
    counts = Line.objects.aggregate(
        active=Count("pk", filter=in_service & Q(suspended_at=None)),
        suspended=Count("pk", filter=in_service & Q(suspended_at__isnull=False)),
        ended=Count("pk", filter=~in_service),
        opened_lately=Count("pk", filter=Q(activated_at__gte=since)),
    )
    return LineTally(**counts)


def active_line_count(*, at: datetime) -> int:
    """Count the lines that are in service at that time, barred ones among them."""
    return Line.objects.in_service_at(at).count()


def serving_line_count() -> int:
    """Count the lines that have not ended, blocked ones included."""
    return Line.objects.filter(ended_at=None).count()


def lines_on(*, codes: Collection[str]) -> dict[str, LinesOn]:
    """Return how many lines in service are on each product, and what they pay a month."""
    rows = Line.objects.filter(ended_at=None, base_code__in=codes)
    # A plan of several lines has its price on the first.
    monthly = Sum("price_minor", filter=Q(period="month"), default=0)
    found = rows.values("base_code", "currency").annotate(n=Count("pk"), paid=monthly)
    return {
        row["base_code"]: LinesOn(row["n"], Money(row["paid"], row["currency"]))
        for row in found.order_by("base_code", "currency")
    }


def customers_in_service() -> set[UUID]:
    """Return everybody here whose line has not ended."""
    rows = Line.objects.filter(ended_at=None).order_by("person_id")
    return set(rows.values_list("person_id", flat=True).distinct())


def next_period_on(*, line_id: UUID) -> date | None:
    """Return the first day that a line's plan is not paid for; None where it is paid once."""
    order = Line.objects.filter(pk=line_id).values("order_id")
    first = Line.objects.filter(order_id__in=order, place=1, ended_at=None)
    return first.values_list("next_renewal_on", flat=True).first()


def running_period(*, line_id: UUID) -> tuple[date, date] | None:
    """Return the first day of a line's paid period, and of the next; None where it is paid once."""
    line = Line.objects.get(pk=line_id)
    if line.next_renewal_on is None:
        return None
    until = line.next_renewal_on
    return start_before(period=line.period, anchor=line.started_on, until=until), until


def renewal_ends_on(*, line_id: UUID, starts_on: date) -> date | None:
    """
    Tell when a period of a line that begins on a day ends; None for a line that is paid once.

    :raises Line.DoesNotExist: no such line here
    """
    line = Line.objects.get(pk=line_id)
    return next_start(period=line.period, anchor=line.started_on, after=starts_on)
