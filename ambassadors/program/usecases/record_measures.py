"""Keep what a shop counted about its customers' lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.program.models import CircleMeasure
from kith.wall import public_side

ROWS_A_STATEMENT = 2_000
COUNTS = ["active_lines", "lines_served_90d", "lines_served_12m", "measured_at"]


@dataclass(frozen=True)
class LineCount:
    """One person's lines in one shop."""

    person_id: UUID
    active_lines: int
    lines_served_90d: int
    lines_served_12m: int


@public_side
@transaction.atomic
def record_measures(*, tenant_id: UUID, counts: Iterable[LineCount], at: datetime) -> int:
    """Keep one shop's counts in place of its earlier ones; returns how many people they cover."""
    rows = [
        CircleMeasure(
            tenant_id=tenant_id,
            person_id=count.person_id,
            active_lines=count.active_lines,
            lines_served_90d=count.lines_served_90d,
            lines_served_12m=count.lines_served_12m,
            measured_at=at,
        )
        for count in sorted(counts, key=lambda count: count.person_id)
    ]
    CircleMeasure.objects.bulk_create(
        rows,
        batch_size=ROWS_A_STATEMENT,
        update_conflicts=True,
        unique_fields=["tenant_id", "person_id"],
        update_fields=COUNTS,
    )
    return len(rows)
