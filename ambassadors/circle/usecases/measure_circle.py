"""Count the lines of this shop, for the ladder and for the circle's health."""

from datetime import datetime, timedelta

from django.db import transaction

from ambassadors.circle.models import HealthWeek, Member
from ambassadors.circle.rings import has_room, hold_circle, is_capped
from ambassadors.circle.sql_measure import count_lines
from ambassadors.circle.usecases.admit_waiting import admit_waiting
from ambassadors.circle.usecases.open_next_ring import (
    NotHealthyLongEnough,
    WidestRingOpen,
    open_next_ring,
)
from ambassadors.program.queries import percent_kept
from ambassadors.program.usecases.record_measures import LineCount, record_measures
from kith.wall import day_here, required_tenant


@transaction.atomic
def measure_circle(*, at: datetime) -> int:
    """
    Count everyone's lines and this week's health; returns how many people have lines here.

    A healthy circle that is full opens its next ring by itself, and an operator's has no
    limit. Measuring again replaces the counts.
    """
    counts = [LineCount(*row) for row in count_lines(at=at)]
    record_measures(tenant_id=required_tenant().uuid, counts=counts, at=at)
    circle = hold_circle(at=at)
    circle.keep_week(_health(counts, at))
    circle.save(update_fields=["weeks"])
    if not is_capped():
        # Who came in the moment of a promotion, by a worker that had not heard of it.
        admit_waiting(at=at)
    elif not has_room(size=circle.widest) and Member.objects.waiting().exists():
        try:
            with transaction.atomic():
                open_next_ring(at=at)
        except (NotHealthyLongEnough, WidestRingOpen):
            pass  # they go on waiting, and the seller sees for what
    return len(counts)


def _health(counts: list[LineCount], at: datetime) -> HealthWeek:
    """Return this week's share of lines kept over ninety days."""
    today = day_here(at)
    active = sum(count.active_lines for count in counts)
    served = sum(count.lines_served_90d for count in counts)
    return HealthWeek(
        week_on=today - timedelta(days=today.weekday()),
        active_lines=active,
        served_lines=served,
        percent=percent_kept(active=active, served=served),
        measured_at=at,
    )
