"""How the rings of a circle open."""

from datetime import datetime, timedelta

from ambassadors.circle.models import RING_SIZES, HealthWeek, Member, Ring
from kith.wall import required_tenant

# A reseller starts with the first three; the wider ones are earned.
FIRST_SIZES = (5, 15, 50)
HEALTHY_PERCENT = 75
HEALTHY_WEEKS = 12
WEEK = timedelta(weeks=1)


def is_capped() -> bool:
    """Say whether this shop grows ring by ring: only shops under the telco's brand do."""
    return required_tenant().kind == "reseller"


def hold_rings(*, at: datetime) -> int:
    """Lock the open rings, the first three included from the start; returns the widest."""
    Ring.objects.bulk_create(
        [Ring(size=size, opened_at=at) for size in FIRST_SIZES], ignore_conflicts=True
    )
    return max(ring.size for ring in Ring.objects.locked())


def healthy_weeks() -> int:
    """Return for how many weeks in a row, up to the last, the circle has been healthy."""
    weeks = HealthWeek.objects.order_by("-week_on").values_list("week_on", "percent")
    count, follows_on = 0, None
    for week_on, percent in weeks[:HEALTHY_WEEKS]:
        # A week nobody measured breaks the row as an unhealthy one does.
        if week_on != (follows_on or week_on) or percent is None or percent < HEALTHY_PERCENT:
            break
        count, follows_on = count + 1, week_on - WEEK
    return count


def size_after(size: int) -> int | None:
    """Return the next wider ring, None after the widest."""
    return next((wider for wider in RING_SIZES if wider > size), None)


def has_room(*, size: int) -> bool:
    """Say whether a ring of that size has a place left."""
    return Member.objects.inside().count() < size
