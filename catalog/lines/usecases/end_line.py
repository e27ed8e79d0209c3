"""Take a plan out of service for good."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change, locked_plan
from catalog.lines.models import END, Line


@transaction.atomic
def end_line(*, line_id: UUID, at: datetime) -> Line:
    """
    Ask the network to end every line of a line's plan; what has ended stays as it is.

    :raises ChangePending: another change of one of them is still on its way
    """
    plan = locked_plan(line_id=line_id)
    for line in plan:
        if not line.is_ended:
            begin_change(line=line, what=END, at=at)
    return plan[0]
