"""For which lines something is due, as the nightly jobs ask."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from catalog.lines.models import END, Line, LineEvent, PlanChange
from kith.wall import day_here


def due_lines(*, at: datetime) -> list[UUID]:
    """List the lines whose next period has begun in the tenant's own time zone."""
    today = day_here(at)
    due = Line.objects.renewing().filter(
        ended_at=None, unpaid_since=None, next_renewal_on__lte=today
    )
    return list(due.order_by("next_renewal_on", "pk").values_list("pk", flat=True))


def lines_to_end(*, on: date) -> list[UUID]:
    """List the lines that are to be out of service by that day, and were not asked to end yet."""
    ending = LineEvent.objects.filter(line=OuterRef("pk"), what=END, done_at=None, failed_at=None)
    due = Line.objects.filter(~Exists(ending), ended_at=None, ends_on__lte=on)
    return list(due.order_by("ends_on", "pk").values_list("pk", flat=True))


def lines_to_switch() -> list[UUID]:
    """List the lines in service whose plan the network does not have, and is not asked for."""
    pending = LineEvent.objects.filter(line=OuterRef("line"), done_at=None, failed_at=None)
    unasked = PlanChange.objects.under_way().filter(event=None)
    due = (PlanChange.objects.to_switch() | unasked).filter(~Exists(pending), line__ended_at=None)
    return sorted(set(due.order_by("pk").values_list("line_id", flat=True)))


def lines_renewing(*, after: date, until: date) -> QuerySet[Line]:
    """Select the lines whose next period begins in these days, and when; not one about to end."""
    ending = LineEvent.objects.filter(line=OuterRef("pk"), what=END, done_at=None, failed_at=None)
    ahead = Line.objects.renewing().filter(
        ~Exists(ending),
        ended_at=None,
        unpaid_since=None,
        next_renewal_on__gt=after,
        next_renewal_on__lte=until,
    )
    return ahead.order_by("next_renewal_on", "pk")
