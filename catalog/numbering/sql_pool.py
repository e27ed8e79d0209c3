"""Set-based statements over the pools: one statement moves any number of rows."""

from datetime import datetime

from django.db import connection

_LAPSE_NUMBERS = """
WITH due AS (
    SELECT id, holder FROM numbering_phonenumber
    WHERE state = 'reserved' AND reserved_until <= %(at)s
    ORDER BY id FOR UPDATE SKIP LOCKED
), freed AS (
    UPDATE numbering_phonenumber AS number
    SET state = 'available', holder = '', reserved_until = NULL, free_since = %(at)s
    FROM due WHERE number.id = due.id
    RETURNING number.id, due.holder
)
INSERT INTO numbering_numberevent (number_id, what, holder, at)
SELECT id, 'lapsed', holder, %(at)s FROM freed
"""

_LAPSE_SIMS = """
WITH due AS (
    SELECT id FROM numbering_simcard
    WHERE state = 'reserved' AND reserved_until <= %(at)s
    ORDER BY id FOR UPDATE SKIP LOCKED
)
UPDATE numbering_simcard AS sim
SET state = 'available', holder = '', reserved_until = NULL, free_since = %(at)s
FROM due WHERE sim.id = due.id
"""

_RECYCLE = """
WITH due AS (
    SELECT id FROM numbering_phonenumber
    WHERE state = 'quarantined' AND quarantined_until <= %(at)s
    ORDER BY id FOR UPDATE SKIP LOCKED
), freed AS (
    UPDATE numbering_phonenumber AS number
    SET state = 'available', quarantined_until = NULL, free_since = %(at)s
    FROM due WHERE number.id = due.id
    RETURNING number.id
)
INSERT INTO numbering_numberevent (number_id, what, holder, at)
SELECT id, 'recycled', '', %(at)s FROM freed
"""

_FILL_RANGE = """
WITH added AS (
    INSERT INTO numbering_phonenumber (range_id, e164, country, state, holder, free_since)
    SELECT block.id, '+' || n, block.country, 'available', '', %(at)s
    FROM numbering_numberrange AS block, generate_series(block.first, block.last) AS n
    WHERE block.id = %(range_id)s
    RETURNING id
)
INSERT INTO numbering_numberevent (number_id, what, holder, at)
SELECT id, 'added', '', %(at)s FROM added
"""


def lapse_numbers(*, at: datetime) -> int:
    """Free every number whose reservation ran out; return how many."""
    return _moved(_LAPSE_NUMBERS, {"at": at})


def lapse_sims(*, at: datetime) -> int:
    """Free every SIM whose reservation ran out; return how many."""
    return _moved(_LAPSE_SIMS, {"at": at})


def recycle(*, at: datetime) -> int:
    """Free every number whose quarantine is over; return how many."""
    return _moved(_RECYCLE, {"at": at})


def fill_range(*, range_id: int, at: datetime) -> int:
    """Add every number of a range to the pool; return how many."""
    return _moved(_FILL_RANGE, {"range_id": range_id, "at": at})


def _moved(statement: str, parameters: dict) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount
