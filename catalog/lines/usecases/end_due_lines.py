"""See that every line ends whose day has come."""

from datetime import datetime

from django.db import transaction

from catalog.lines.due import lines_to_end
from catalog.lines.events import LineEndDue
from kith.outbox import publish
from kith.wall import day_here


@transaction.atomic
def end_due_lines(*, at: datetime) -> int:
    """
    Post one event for each line of the tenant that is to be out of service, once a day.

    Returns how many those are. A night that was missed, or on which the network refused, is made
    up for by the next.
    """
    today = day_here(at)
    due = lines_to_end(on=today)
    for line_id in due:
        publish(LineEndDue(line_id=line_id), key=f"{line_id}:{today}")
    return len(due)
