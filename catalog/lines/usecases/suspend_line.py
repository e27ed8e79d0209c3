"""Bar a plan for a while, as after a lost phone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change, locked_plan
from catalog.lines.models import SUSPEND, Line


@transaction.atomic
def suspend_line(*, line_id: UUID, at: datetime) -> Line:
    """
    Ask the network to bar every line of a line's plan; what is barred already stays as it is.

    :raises LineEnded: the line is no longer in service
    :raises ChangePending: another change of one of them is still on its way
    """
    plan = locked_plan(line_id=line_id)
    for line in plan:
        if not line.is_suspended:
            begin_change(line=line, what=SUSPEND, at=at)
    return plan[0]
