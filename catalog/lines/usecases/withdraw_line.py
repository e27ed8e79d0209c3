"""End a plan because whoever bought it withdraws from the contract."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import locked_plan, require_in_service
from catalog.lines.events import LineWithdrawn
from catalog.lines.models import WITHDRAWN, LineEvent
from catalog.lines.usecases.end_line_today import end_line_today
from kith.audit.record import record
from kith.outbox import publish


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
    end_line_today(line_id=line_id, at=at)
    for line in plan:
        LineEvent.objects.create(line=line, what=WITHDRAWN, asked_at=at, done_at=at)
    record("line.withdrawn", actor_id=by, subject=f"line:{line_id}", detail={}, at=at)
    publish(LineWithdrawn(line_id=line_id), key=str(line_id))
    return True
