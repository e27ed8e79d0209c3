"""Set down that a plan ends with the period that is paid for."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.lines.changes import locked_plan, require_in_service, set_end
from catalog.lines.events import LineEndScheduled
from catalog.lines.models import END_SET, LineEvent
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import day_here


class NoPaidPeriod(DomainError):
    """No period is paid for beyond today, so nothing is waited for."""

    code = "line.no_paid_period"


@transaction.atomic
def schedule_line_end(*, line_id: UUID, by: UUID, at: datetime) -> date:
    """
    End a plan with its paid period, and return the first day on which it is out of service.

    The wish stands whatever else is under way with the line, also while a bill bars it. Where the
    end is set already, that day stays.

    :raises LineEnded: the line is no longer in service
    :raises NoPaidPeriod: it is paid once, or its paid period is over
    """
    plan = locked_plan(line_id=line_id)
    asked = plan[0]
    require_in_service(asked)
    if asked.ends_on is not None:
        return asked.ends_on
    # The first line of a plan carries its period.
    ends_on = next((line.next_renewal_on for line in plan if line.place == 1), None)
    if ends_on is None or ends_on <= day_here(at):
        raise NoPaidPeriod(
            _("No month is paid ahead for this line."), mend=_("You can end it now.")
        )
    set_end(plan, ends_on=ends_on)
    for line in plan:
        LineEvent.objects.create(
            line=line, what=END_SET, asked_at=at, done_at=at, note=ends_on.isoformat()
        )
    record(
        "line.end_scheduled",
        actor_id=by,
        subject=f"line:{line_id}",
        detail={"ends_on": str(ends_on)},
        at=at,
    )
    publish(LineEndScheduled(line_id=line_id, ends_on=ends_on), key=f"{line_id}:{at.isoformat()}")
    return ends_on
