"""Keep what a shop counted about its customers' lines."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.program.sql_measures import keep_measures
from kith.wall import public_side


@dataclass(frozen=True)
class LineCount:
    """One person's lines in one shop."""

    person_id: UUID
    active_lines: int
    lines_served_90d: int
    lines_served_12m: int


@public_side
@transaction.atomic
def record_measures(*, tenant_id: UUID, counts: Sequence[LineCount], at: datetime) -> int:
    """
    Keep one shop's counts as of a moment; returns how many people they cover.

    They take the place of earlier ones; what was counted of a later moment stays. What a guest
    has counts once it is claimed.
    """
    keep_measures(tenant_id=tenant_id, counts=[astuple(count) for count in counts], at=at)
    return len(counts)
