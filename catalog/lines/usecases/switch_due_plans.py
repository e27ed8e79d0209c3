"""See that the network switches every line whose plan changed."""

from datetime import datetime

from django.db import transaction

from catalog.lines.due import lines_to_switch
from catalog.lines.events import LinePlanDue
from kith.outbox import publish
from kith.wall import day_here


@transaction.atomic
def switch_due_plans(*, at: datetime) -> int:
    """
    Post one event for each line of the tenant whose plan the network does not have, once a day.

    Returns how many those are. What the network refused is asked again by the next night.
    """
    today = day_here(at)
    due = lines_to_switch()
    for line_id in due:
        publish(LinePlanDue(line_id=line_id), key=f"{line_id}:{today}")
    return len(due)
