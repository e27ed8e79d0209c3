"""Have a line switched at once to a plan that its owner paid up to."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import locked_plan
from catalog.lines.events import LinePlanDue
from catalog.lines.models import PLAN_DROPPED, Line, LineEvent, PlanChange
from catalog.lines.plans import Plan, require_changeable, take_plan_now
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import day_here


@transaction.atomic
def begin_upgrade(
    *, line_id: UUID, was: Plan, becomes: Plan, until: date, by: UUID, at: datetime
) -> PlanChange | None:
    """
    Begin a line's way to another plan; None where it is no longer the line that was paid for.

    That is one that ends, is blocked, has another plan by now, is on its way to one, or has begun
    another period. A plan that waited for its day is dropped. The line has the new plan, and its
    price from the next period on, once the network has switched.
    """
    line, *others = locked_plan(line_id=line_id)
    try:
        renews_on = require_changeable(line, others, at=at)
    except DomainError:
        return None
    if renews_on != until or Plan.of_line(line) != was:
        return None
    _drop_waiting(line, at)
    change = PlanChange.objects.create(
        line=line,
        was=was.as_kept(),
        becomes=becomes.as_kept(),
        from_on=day_here(at),
        asked_by=by,
        asked_at=at,
        is_now=True,
    )
    detail = {"plan": becomes.offer_code, "from_on": str(change.from_on)}
    record("line.upgrade_begun", actor_id=by, subject=f"line:{line_id}", detail=detail, at=at)
    if becomes.base_code == was.base_code:
        take_plan_now(line, change, at=at)
    else:
        publish(LinePlanDue(line_id=line.pk), key=str(change.pk))
    return change


def _drop_waiting(line: Line, at: datetime) -> None:
    waiting = line.plan_changes.waiting().first()
    if waiting is None:
        return
    waiting.undone_at = at
    waiting.save(update_fields=["undone_at"])
    LineEvent.objects.create(
        line=line,
        what=PLAN_DROPPED,
        asked_at=at,
        done_at=at,
        note=waiting.becomes["offer_name"],
    )
