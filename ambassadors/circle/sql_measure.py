"""Count everyone's lines in this shop: one statement, whatever the number of lines."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from catalog.lines.sql_lines import LINES

COUNT = f"""
SELECT person_id,
       COUNT(*) FILTER (WHERE ended_at IS NULL OR ended_at > %(at)s),
       COUNT(*) FILTER (WHERE ended_at IS NULL OR ended_at > %(at_90d)s),
       COUNT(*) FILTER (WHERE ended_at IS NULL OR ended_at > %(at_12m)s)
FROM {LINES} AS line
WHERE person_id IS NOT NULL AND activated_at <= %(at)s
  AND (%(person)s::uuid IS NULL OR person_id = %(person)s::uuid)
GROUP BY person_id
ORDER BY person_id
"""


def count_lines(*, at: datetime, person_id: UUID | None = None) -> list[tuple[UUID, int, int, int]]:
    """Return each customer's lines: in service, served in 90 days, served in 12 months."""
    window = {
        "at": at,
        "at_90d": at - timedelta(days=90),
        "at_12m": at - timedelta(days=365),
        "person": str(person_id) if person_id else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, window)
        return cursor.fetchall()
