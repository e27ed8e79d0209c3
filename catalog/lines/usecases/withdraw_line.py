"""End a plan because whoever bought it withdraws from the contract."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import ChangePending, locked_plan, require_in_service, set_end
from catalog.lines.events import LineEndDue, LineWithdrawn
from catalog.lines.models import WITHDRAWN, LineEvent
from catalog.lines.usecases.end_line import end_line
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import day_here


@transaction.atomic
def withdraw_line(*, line_id: UUID, by: UUID, at: datetime) -> bool:
    """
    End a plan today, and say whether it was this call that did; another change is waited for.

    Whether there is a right to it, and what goes back, is for whoever calls to know.

    :raises LineEnded: the line is no longer in service
    """
    plan = locked_plan(line_id=line_id)
    if plan[0].events.filter(what=WITHDRAWN).exists():
        return False
    require_in_service(plan[0])
    try:
        end_line(line_id=line_id, at=at)
    except ChangePending:
        set_end(plan, ends_on=day_here(at))
        publish(LineEndDue(line_id=line_id), key=f"{line_id}:withdrawn")
    for line in plan:
        LineEvent.objects.create(line=line, what=WITHDRAWN, asked_at=at, done_at=at)
    record("line.withdrawn", actor_id=by, subject=f"line:{line_id}", detail={}, at=at)
    publish(LineWithdrawn(line_id=line_id), key=str(line_id))
    return True
