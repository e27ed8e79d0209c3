"""How the rings of a circle open."""

from datetime import datetime, timedelta

from ambassadors.circle.models import FIRST_SIZES, RING_SIZES, Circle, Member
from kith.wall import required_tenant

HEALTHY_PERCENT = 75
HEALTHY_WEEKS = 12
WEEK = timedelta(weeks=1)


def is_capped() -> bool:
    """Say whether this shop grows ring by ring: only shops under the telco's brand do."""
    return required_tenant().kind == "reseller"


def the_circle() -> Circle:
    """Return the circle as it is, a new one where nobody held it yet."""
    return Circle.objects.first() or Circle()


def hold_circle(*, at: datetime) -> Circle:
    """Lock the circle for this transaction, its first rings included from the start."""
    first = Circle()
    for size in FIRST_SIZES:
        first.open_ring(size, at=at)
    Circle.objects.bulk_create([first], ignore_conflicts=True)
    return Circle.objects.locked().get()


def healthy_weeks(circle: Circle) -> int:
    """Return for how many weeks in a row, up to the last, a circle has been healthy."""
    count, follows_on = 0, None
    for week in circle.weeks[:HEALTHY_WEEKS]:
        # A week nobody measured breaks the row as an unhealthy one does.
        is_next = week.week_on == (follows_on or week.week_on)
        if not is_next or week.percent is None or week.percent < HEALTHY_PERCENT:
            break
        count, follows_on = count + 1, week.week_on - WEEK
    return count


def size_after(size: int) -> int | None:
    """Return the next wider ring, None after the widest."""
    return next((wider for wider in RING_SIZES if wider > size), None)


def has_room(*, size: int) -> bool:
    """Say whether a ring of that size has a place left."""
    return Member.objects.inside().count() < size
