"""Set-based statements over the pools: one statement moves any number of rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

# For each holder what it has, or the next that is free and that nobody else is taking; where they
# are too few nobody gets any.
_ASSIGN = """
WITH wanted AS (
    SELECT holder, place
      FROM unnest(%(holders)s::text[]) WITH ORDINALITY AS each(holder, place)
), held AS (
    SELECT one.* FROM wanted JOIN {pool} AS one USING (holder) WHERE one.state = 'assigned'
), missing AS (
    SELECT holder, row_number() OVER (ORDER BY place) AS turn
      FROM wanted WHERE holder NOT IN (SELECT holder FROM held)
), next AS (
    SELECT id, free_since FROM {pool}
     WHERE {kind} = %(kind)s AND state = 'available'
     ORDER BY free_since, id LIMIT %(count)s FOR UPDATE SKIP LOCKED
), free AS (
    SELECT id, row_number() OVER (ORDER BY free_since, id) AS turn FROM next
), given AS (
    SELECT free.id, missing.holder FROM free JOIN missing USING (turn)
     WHERE (SELECT count(*) FROM missing) <= (SELECT count(*) FROM free)
), assigned AS (
    UPDATE {pool} AS one
       SET state = 'assigned', holder = given.holder{besides}
      FROM given WHERE one.id = given.id
    RETURNING one.*
), theirs AS (
    SELECT * FROM assigned UNION ALL SELECT * FROM held
)
"""

_ASSIGN_NUMBERS = (
    _ASSIGN.format(pool="numbering_phonenumber", kind="country", besides="")
    + """, told AS (
    INSERT INTO numbering_numberevent (number_id, what, holder, at)
    SELECT id, 'assigned', holder, %(at)s FROM assigned
)
SELECT holder, e164 FROM theirs
"""
)

_ASSIGN_SIMS = (
    _ASSIGN.format(pool="numbering_simcard", kind="form", besides=", assigned_at = %(at)s")
    + "SELECT holder, iccid, imsi, form, smdp_address, matching_id FROM theirs"
)

_RECYCLE = """
WITH due AS (
    SELECT id FROM numbering_phonenumber
    WHERE state = 'quarantined' AND quarantined_until <= %(at)s
    ORDER BY id FOR UPDATE SKIP LOCKED
), freed AS (
    UPDATE numbering_phonenumber AS number
    SET state = CASE WHEN range_id IS NULL THEN 'left' ELSE 'available' END,
        quarantined_until = NULL, free_since = %(at)s
    FROM due WHERE number.id = due.id
    RETURNING number.id, number.state
)
INSERT INTO numbering_numberevent (number_id, what, holder, at)
SELECT id, CASE state WHEN 'left' THEN 'returned' ELSE 'recycled' END, '', %(at)s FROM freed
"""

_FILL_RANGE = """
WITH added AS (
    INSERT INTO numbering_phonenumber (range_id, e164, country, state, holder, free_since)
    SELECT block.id, '+' || n, block.country, 'available', '', %(at)s
    FROM numbering_numberrange AS block, generate_series(block.first, block.last) AS n
    WHERE block.id = %(range_id)s
    -- A guest of the range before it was ours stays whose it is.
    ON CONFLICT (e164) DO UPDATE SET range_id = EXCLUDED.range_id
    RETURNING id
)
INSERT INTO numbering_numberevent (number_id, what, holder, at)
SELECT id, 'added', '', %(at)s FROM added
"""


def assign_numbers(*, holders: Sequence[str], country: str, at: datetime) -> list[tuple]:
    """Give each holder a number; return each holder that has one now, with its number."""
    return _assigned(_ASSIGN_NUMBERS, holders=holders, kind=country, at=at)


def assign_sims(*, holders: Sequence[str], form: str, at: datetime) -> list[tuple]:
    """
    Give each holder a SIM; return each holder that has one now, with its SIM.

    ICCID, IMSI, form, SM-DP+ address and matching id.
    """
    return _assigned(_ASSIGN_SIMS, holders=holders, kind=form, at=at)


def recycle(*, at: datetime) -> int:
    """
    Free every number whose quarantine is over; return how many.

    One of another operator's range goes back there, and to nobody here.
    """
    return _moved(_RECYCLE, {"at": at})


def fill_range(*, range_id: int, at: datetime) -> int:
    """Add every number of a range to the pool; return how many."""
    return _moved(_FILL_RANGE, {"range_id": range_id, "at": at})


def _assigned(statement: str, *, holders: Sequence[str], kind: str, at: datetime) -> list[tuple]:
    asked: dict[str, Any] = {
        "holders": list(holders),
        "kind": kind,
        "count": len(holders),
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()


def _moved(statement: str, parameters: dict) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount
