"""What the database can say of itself: whether it is the one that looked outside last."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

# After this a look is too old, whoever should have made the next one.
MOST_HOURS = 3

# The row of the installation was written by another transaction where a dump was loaded; the
# server is younger than the look where a folder was put back; the timeline is another where a
# stand-by took over.
_STANDING = """
SELECT i.identity, i.epoch, i.reconciled_at, l.looked_at,
       coalesce(l.written_by = i.xmin::text
                AND l.timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8)
                AND l.looked_at > pg_postmaster_start_time()
                AND l.looked_at > clock_timestamp() - make_interval(hours => %(hours)s), false),
       (SELECT p.reason FROM fence_pause p WHERE p.released_at IS NULL
         ORDER BY p.opened_at, p.uuid LIMIT 1)
  FROM fence_installation i
  LEFT JOIN fence_look l ON l.id = 1
 WHERE i.id = 1
"""
_NOTE_LOOK = """
INSERT INTO fence_look (id, looked_at, written_by, timeline)
SELECT 1, clock_timestamp(), i.xmin::text, left(pg_walfile_name(pg_current_wal_lsn()), 8)
  FROM fence_installation i WHERE i.id = 1
ON CONFLICT (id) DO UPDATE
   SET looked_at = excluded.looked_at, written_by = excluded.written_by,
       timeline = excluded.timeline
"""


class Witness(NamedTuple):
    """What stands in the database, and whether it is the database that looked last."""

    identity: UUID
    epoch: int
    reconciled_at: datetime | None
    looked_at: datetime | None
    is_fresh: bool
    held_for: str | None


def server_start() -> str:
    """Return which start of the server this is: each has to look anew, whatever was before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()::text")
        return cursor.fetchone()[0]


def read_witness() -> Witness | None:
    """Return what the database says of itself; None before anything was ever written."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"hours": MOST_HOURS})
        row = cursor.fetchone()
    return Witness(*row) if row else None


def note_look() -> None:
    """Write down that the world was looked at now, by this very database."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_LOOK)
