"""Drop what counts for nothing any more."""

from datetime import datetime

from kith.limits.models import Allowance, Guessing, Kept
from kith.retention import drop_in_steps
from kith.wall.side import public_side


@public_side
def sweep_limits(*, at: datetime) -> int:
    """Return how many rows were over and are gone."""
    over = (
        Allowance.objects.filter(spent_until__lte=at),
        Guessing.objects.filter(forgotten_at__lte=at),
        Kept.objects.filter(ends_at__lte=at),
    )
    return sum(map(drop_in_steps, over))
