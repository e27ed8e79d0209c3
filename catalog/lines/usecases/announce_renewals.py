"""Announce the periods of lines that begin in some days."""

from datetime import datetime, timedelta

from django.db import transaction

from catalog.lines.due import lines_renewing
from catalog.lines.events import LineRenewalAhead
from kith.outbox import publish
from kith.wall import day_here

AHEAD = timedelta(days=3)


@transaction.atomic
def announce_renewals(*, at: datetime) -> int:
    """
    Tell of each line of the tenant that renews within three days, once a period.

    Returns how many those are. A day on which this was not done is made up for by the next.
    """
    today = day_here(at)
    ahead = lines_renewing(after=today, until=today + AHEAD)
    for line in ahead:
        if day := line.next_renewal_on:
            publish(LineRenewalAhead(line_id=line.pk, renews_on=day), key=f"{line.pk}:{day}")
    return len(ahead)
