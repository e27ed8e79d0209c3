"""Bar a plan for a while: after a lost phone, or for a bill that stays unpaid."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change, locked_plan, pending_change
from catalog.lines.models import SUSPEND, Line


@transaction.atomic
def suspend_line(*, line_id: UUID, at: datetime, is_for_debt: bool = False) -> Line:
    """
    Ask the network to bar every line of a line's plan; what is barred already stays as it is.

    Barred for a debt, it opens when that is paid, and not because its owner asks.

    :raises LineEnded: the line is no longer in service
    :raises ChangePending: another change of one of them is still on its way
    """
    plan = locked_plan(line_id=line_id)
    for line in plan:
        if is_for_debt and line.unpaid_since is None:
            line.unpaid_since = at
            line.save(update_fields=["unpaid_since"])
        # A change that would open it, still on its way, is waited for.
        if pending_change(line=line, what=SUSPEND) is None and not line.is_suspended:
            begin_change(line=line, what=SUSPEND, at=at)
    return plan[0]
