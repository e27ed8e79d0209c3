"""Lift the bar from a plan."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change, locked_plan
from catalog.lines.models import RESUME, Line


@transaction.atomic
def resume_line(*, line_id: UUID, at: datetime) -> Line:
    """
    Ask the network to open every line of a line's plan again; an open one stays as it is.

    :raises LineEnded: the line is no longer in service
    :raises ChangePending: another change of one of them is still on its way
    """
    plan = locked_plan(line_id=line_id)
    for line in plan:
        if line.is_suspended or line.is_ended:
            begin_change(line=line, what=RESUME, at=at)
    return plan[0]
