"""End a plan today, whatever else is under way with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import ChangePending, locked_plan, set_end
from catalog.lines.events import LineEndDue
from catalog.lines.usecases.end_line import end_line
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import day_here


@transaction.atomic
def end_line_today(*, line_id: UUID, at: datetime, by: UUID | None = None) -> None:
    """
    End every line of a line's plan; another change of one of them is waited for.

    What has ended stays as it is.
    """
    plan = locked_plan(line_id=line_id)
    try:
        end_line(line_id=line_id, by=by, at=at)
    except ChangePending:
        set_end(plan, ends_on=day_here(at))
        publish(LineEndDue(line_id=line_id), key=f"{line_id}:{at.isoformat()}")
        if by:
            record("line.ended", actor_id=by, subject=f"line:{line_id}", detail={}, at=at)
