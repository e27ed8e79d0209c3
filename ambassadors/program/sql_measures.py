"""Keep the counts of many people, in one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tenants.accounts.sql_people import UNCLAIMED

# A turn that failed is run again after the next one: what was counted later stays.
KEEP = f"""
INSERT INTO program_circlemeasure AS kept (tenant_id, person_id, active_lines, lines_served_90d,
                                           lines_served_12m, measured_at)
SELECT %(tenant)s, person, active, served_90d, served_12m, %(at)s
  FROM unnest(%(people)s::uuid[], %(active)s::int[], %(served_90d)s::int[], %(served_12m)s::int[])
       AS counted(person, active, served_90d, served_12m)
 WHERE person NOT IN {UNCLAIMED}
 ORDER BY person
ON CONFLICT (tenant_id, person_id) DO UPDATE
   SET active_lines = excluded.active_lines, lines_served_90d = excluded.lines_served_90d,
       lines_served_12m = excluded.lines_served_12m, measured_at = excluded.measured_at
 WHERE kept.measured_at <= excluded.measured_at
"""


def keep_measures(
    *, tenant_id: UUID, counts: Sequence[tuple[UUID, int, int, int]], at: datetime
) -> None:
    """Keep one shop's counts (person, active, served in 90 days, in 12 months), unless older."""
    people, active, served_90d, served_12m = zip(*counts, strict=True) if counts else ((),) * 4
    values: dict[str, Any] = {
        "tenant": tenant_id,
        "people": list(people),
        "active": list(active),
        "served_90d": list(served_90d),
        "served_12m": list(served_12m),
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
