"""Give a line another plan with its next paid period."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.lines.changes import locked_plan
from catalog.lines.events import LinePlanSet
from catalog.lines.models import PLAN_SET, LineEvent, PlanChange
from catalog.lines.plans import Plan, require_changeable, require_none_waiting
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish


class SamePlan(DomainError):
    """The line has that plan."""

    code = "plan.same"


@transaction.atomic
def schedule_plan_change(*, line_id: UUID, plan: Plan, by: UUID, at: datetime) -> PlanChange:
    """
    Note that a line's next period comes with another plan; the same again returns what was noted.

    What the plan holds and costs is frozen: the next bill asks for that and nothing else.

    :raises LineEnded: the line is no longer in service
    :raises LineEnds: it is to end
    :raises LineBarred: it is blocked
    :raises PlanOfSeveral: several lines share its plan
    :raises NothingRenews: it is paid once, or its next period begins this day
    :raises SamePlan: it has that plan
    :raises PlanWaits: another plan waits for its day
    """
    line, *others = locked_plan(line_id=line_id)
    from_on = require_changeable(line, others, at=at)
    waiting = line.plan_changes.waiting().first()
    if waiting is not None and waiting.becomes == plan.as_kept():
        return waiting
    require_none_waiting(waiting)
    if plan.offer_code == line.offer_code:
        raise SamePlan(_("Your line has this plan."), mend=_("Choose another one."))
    change = PlanChange.objects.create(
        line=line,
        was=Plan.of_line(line).as_kept(),
        becomes=plan.as_kept(),
        from_on=from_on,
        asked_by=by,
        asked_at=at,
    )
    LineEvent.objects.create(
        line=line, what=PLAN_SET, asked_at=at, done_at=at, note=plan.offer_name
    )
    detail = {"plan": plan.offer_code, "from_on": str(from_on)}
    record("line.plan_set", actor_id=by, subject=f"line:{line_id}", detail=detail, at=at)
    publish(LinePlanSet(change_id=change.pk), key=str(change.pk))
    return change
