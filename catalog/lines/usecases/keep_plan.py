"""Undo a change of plan before its day."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import locked_plan, require_in_service
from catalog.lines.models import PLAN_KEPT, LineEvent, PlanChange
from kith.audit.record import record


@transaction.atomic
def keep_plan(*, line_id: UUID, by: UUID, at: datetime) -> PlanChange | None:
    """
    Let a line keep its plan and return the change that will not be; None where none waits.

    :raises LineEnded: the line is no longer in service
    """
    line = locked_plan(line_id=line_id)[0]
    require_in_service(line)
    change = line.plan_changes.waiting().first()
    if change is None:
        return None
    change.undone_at = at
    change.save(update_fields=["undone_at"])
    LineEvent.objects.create(
        line=line, what=PLAN_KEPT, asked_at=at, done_at=at, note=line.offer_name
    )
    record("line.plan_kept", actor_id=by, subject=f"line:{line_id}", detail={}, at=at)
    return change
