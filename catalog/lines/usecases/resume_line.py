"""Lift the bar from a plan."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.lines.changes import begin_change, locked_plan, pending_change
from catalog.lines.models import RESUME, Line
from kith.errors import DomainError
from kith.wall import day_here


class LineUnpaid(DomainError):
    """A bill bars the line."""

    code = "line.unpaid"


@transaction.atomic
def resume_line(*, line_id: UUID, at: datetime, is_debt_paid: bool = False) -> Line:
    """
    Ask the network to open every line of a line's plan again; an open one stays as it is.

    With `is_debt_paid` a line is opened that a debt barred, and no other: one that its owner
    had barred before stays barred. What became due while it was barred was not billed; its next
    period begins that day.

    :raises LineUnpaid: a bill bars the line, and is not paid
    :raises LineEnded: the line is no longer in service
    :raises ChangePending: another change of one of them is still on its way
    """
    plan = locked_plan(line_id=line_id)
    if is_debt_paid:
        for line in plan:
            _lift_debt(line, at)
        return plan[0]
    if any(line.unpaid_since and not line.is_ended for line in plan):
        raise LineUnpaid(
            _("This line is blocked because a bill is not paid."),
            mend=_("Pay the open invoice, and the line opens by itself."),
        )
    for line in plan:
        if pending_change(line=line, what=RESUME) is None and line.is_suspended:
            begin_change(line=line, what=RESUME, at=at)
    return plan[0]


def _lift_debt(line: Line, at: datetime) -> None:
    if line.unpaid_since is None or line.is_ended:
        return
    is_owners_bar = line.suspended_at is not None and line.suspended_at < line.unpaid_since
    line.unpaid_since = None
    today = day_here(at)
    if line.next_renewal_on and line.next_renewal_on <= today:
        # Nothing was asked for the days it was barred: its periods begin anew.
        line.started_on = line.next_renewal_on = today
    line.save(update_fields=["unpaid_since", "started_on", "next_renewal_on"])
    is_pending = line.events.filter(done_at=None, failed_at=None).exists()
    if not is_owners_bar and (line.is_suspended or is_pending):
        # While the bar itself is on its way this is refused: whoever asks tries again.
        begin_change(line=line, what=RESUME, at=at)
