"""Take a plan out of service for good."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change, locked_plan, set_end
from catalog.lines.models import END, Line
from kith.audit.record import record
from kith.wall import day_here


@transaction.atomic
def end_line(*, line_id: UUID, at: datetime, by: UUID | None = None) -> Line:
    """
    Ask the network to end every line of a line's plan; what has ended stays as it is.

    Nothing renews from that day on, also where the network refuses: the night asks it again.

    :raises ChangePending: another change of one of them is still on its way
    """
    plan = locked_plan(line_id=line_id)
    serving = [line for line in plan if not line.is_ended]
    for line in serving:
        begin_change(line=line, what=END, at=at)
    set_end(serving, ends_on=day_here(at))
    if by and serving:
        record("line.ended", actor_id=by, subject=f"line:{line_id}", detail={}, at=at)
    return plan[0]
