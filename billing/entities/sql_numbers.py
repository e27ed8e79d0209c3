"""
Give numbers in two statements: hold the series, then write what was given.

The row of a series is what every shop of a company waits for, so nothing is asked of the database
twice while it is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

# Writing what stands there already is what makes the next one wait.
_HOLD = """
INSERT INTO entities_numberseries AS held (entity_id, kind, year, last)
SELECT %s, %s, year, 0 FROM unnest(%s::int[]) AS year ORDER BY year
ON CONFLICT (entity_id, kind, year) DO UPDATE SET last = held.last
RETURNING id, year, last
"""
_GIVE = """
WITH given AS (
    INSERT INTO entities_document (series_id, position, number, tenant_id, document_id)
    SELECT series, position, number, %s, document
      FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::uuid[])
        AS paper (series, position, number, document)
    RETURNING series_id, position
)
UPDATE entities_numberseries AS series SET last = far.last
  FROM (SELECT series_id, max(position) AS last FROM given GROUP BY series_id) AS far
 WHERE series.id = far.series_id
"""


def hold_series(*, entity_id: UUID | str, kind: str, years: Sequence[int]) -> dict[int, list[int]]:
    """Lock the series of these years; returns the id of each, and how far it went, by year."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [str(entity_id), kind, sorted(years)])
        return {year: [series, last] for series, year, last in cursor.fetchall()}


def write_given(*, tenant_id: UUID, given: Sequence[tuple[int, int, str, UUID]]) -> None:
    """Write down which number (series, position, number) each paper has, and how far that goes."""
    series, positions, numbers, documents = zip(*given, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            _GIVE,
            [
                str(tenant_id),
                list(series),
                list(positions),
                list(numbers),
                [str(one) for one in documents],
            ],
        )
