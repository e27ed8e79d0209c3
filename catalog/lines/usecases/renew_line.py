"""Begin a line's next paid period."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import undo_plan_now
from catalog.lines.events import LineRenewalDue
from catalog.lines.models import END, Line, LineEvent
from catalog.lines.periods import next_start
from catalog.lines.plans import take_plan
from kith.outbox import publish
from kith.wall import day_here


@transaction.atomic
def renew_line(*, line_id: UUID, at: datetime) -> Line:
    """
    Ask for payment of every period that has begun by then; a line not due stays as it is.

    A line that has ended or is about to, that is paid once, or that a debt bars never renews, and
    none beyond the day on which it is to end.
    One that its owner barred does: its number and its place on the network are kept for it.
    A plan that waits for its day comes with the period that begins then; one that was paid for a
    period in which the network did not answer does not come any more.
    """
    line = Line.objects.locked().get(pk=line_id)
    if line.unpaid_since or line.events.filter(what=END, done_at=None, failed_at=None).exists():
        return line
    today, change = day_here(at), line.plan_changes.waiting().first()
    while (start := line.next_renewal_on) and start <= today and line.renews and not line.is_ended:
        end = next_start(period=line.period, anchor=line.started_on, after=start)
        if end is None:
            # A line paid once; the database holds that it has no renewal.
            break
        for late in line.plan_changes.under_way():
            undo_plan_now(late, at=at)
        if change is not None and change.from_on <= start:
            take_plan(line, change, at=at)
            change = None
        publish(
            LineRenewalDue(line_id=line.pk, period_start=start, period_end=end),
            key=f"{line.pk}:{start}",
        )
        LineEvent.objects.create(
            line=line, what="renewed", asked_at=at, done_at=at, note=f"{start} – {end}"
        )
        line.next_renewal_on = end
    line.save(update_fields=["next_renewal_on"])
    return line
