"""Undo the end of a plan while it is still in service."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.lines.changes import locked_plan, require_in_service
from catalog.lines.models import END_UNDONE, Line, LineEvent
from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import day_here


class EndUnderWay(DomainError):
    """The day of the end has come."""

    code = "line.end_under_way"


@transaction.atomic
def keep_line(*, line_id: UUID, by: UUID, at: datetime) -> Line:
    """
    Let a plan go on that was to end; one that was not stays as it is.

    :raises LineEnded: the line is no longer in service
    :raises EndUnderWay: its last day is over, or it was ended at once
    """
    plan = locked_plan(line_id=line_id)
    asked = plan[0]
    require_in_service(asked)
    if asked.ends_on is None:
        return asked
    if asked.ends_on <= day_here(at):
        raise EndUnderWay(
            _("This line is being ended: it can no longer be kept."),
            mend=_("Write to us if you did not want that."),
        )
    for line in plan:
        line.ends_on = None
        line.save(update_fields=["ends_on"])
        LineEvent.objects.create(line=line, what=END_UNDONE, asked_at=at, done_at=at)
    record("line.kept", actor_id=by, subject=f"line:{line_id}", detail={}, at=at)
    return asked
