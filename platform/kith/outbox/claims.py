"""Which worker has a delivery in hand, and what a dead one left behind."""

from __future__ import annotations

import json
import random
import weakref
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kith.outbox.reactions import LONGEST
from kith.wall.side import in_public

# A worker holds one advisory lock for as long as its connection lives; its number stands on what
# it has taken. The lock goes with the connection, so nobody has to say that a worker died.
LOCK_SPACE = 20101
_HIGHEST = 2**31 - 1

# By the driver's connection: the one after it holds no lock of its forerunner's.
_locks: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()


@dataclass(frozen=True)
class Claim:
    """One delivery in the hand of this worker, as it was when it was taken."""

    id: int
    event: str
    reaction: str
    tenant_id: UUID | None
    text: str
    attempts: int
    wait_count: int
    waiting_since: datetime | None
    taken_by: int
    taken_at: datetime

    @property
    def payload(self) -> dict[str, Any]:
        """What the letter carries."""
        content: dict[str, Any] = json.loads(self.text)
        return content


@dataclass(frozen=True)
class Lost:
    """One delivery whose worker is gone."""

    id: int
    taken_by: int
    taken_at: datetime
    attempts: int


def claim_one(delivery_id: int, *, at: datetime | None) -> Claim | None:
    """Take one delivery, whenever it is due; None when it is over or somebody else has it."""
    found = _claim(_ONE, {"id": delivery_id}, at=at)
    return found[0] if found else None


def claim_due(*, most: int, outside: list[str], at: datetime | None) -> list[Claim]:
    """
    Take the most urgent of what is due, in that order: up to the first of an `outside` reaction.

    Nothing waits in the hand of somebody who waits for a network: what is behind such a one stays
    for others. What was lost with a batch once is taken by itself.
    """
    return _claim(_MOST_URGENT, {"most": most, "outside": outside, "longest": LONGEST}, at=at)


def let_go(claims: list[Claim]) -> None:
    """Put down what was taken and not begun; somebody takes it at once."""
    if claims:
        with in_public(), connection.cursor() as cursor:
            cursor.execute(_LET_GO, [[one.id for one in claims], claims[0].taken_by])


def left_behind() -> list[Lost]:
    """Lock and return the deliveries whose workers are gone; call it in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT_BEHIND, [LOCK_SPACE])
        return [Lost(*row) for row in cursor.fetchall()]


def count_due(*, outside: list[str], most: int, at: datetime | None = None) -> tuple[int, int]:
    """Return how many are due and in nobody's hand: to be taken together, and one by one."""
    with in_public(), connection.cursor() as cursor:
        cursor.execute(_COUNT, [outside, at, most])
        together, alone = cursor.fetchone()
    return together, alone


def _claim(chosen: str, values: dict[str, Any], *, at: datetime | None) -> list[Claim]:
    with in_public(), connection.cursor() as cursor:
        mine = _lock_of_session(cursor)
        cursor.execute(chosen + _TAKE, {**values, "mine": mine, "at": at})
        return [Claim(*row) for row in cursor.fetchall()]


def _lock_of_session(cursor: Any) -> int:
    """Return the number of the lock this connection holds, taking one the first time."""
    raw = connection.connection
    while raw not in _locks:
        number = random.randint(1, _HIGHEST)
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, number])
        if cursor.fetchone()[0]:
            _locks[raw] = number
    return _locks[raw]


# What this very session has in hand and does not work on was forgotten: it is taken as well.
_ONE = """
WITH due AS (
    SELECT id, 1 AS place FROM outbox_delivery
     WHERE id = %(id)s AND done_at IS NULL AND parked_at IS NULL
       AND (taken_by IS NULL OR taken_by = %(mine)s)
       FOR UPDATE SKIP LOCKED
)
"""
# By when it is wanted, as the index `deliveries_by_urgency` has it: what is due by now is wanted
# within the longest patience, so no more of the index is read.
_MOST_URGENT = """
WITH first AS (
    SELECT id, next_try_at AT TIME ZONE 'UTC' + patience AS wanted, is_alone,
           is_alone OR reaction = ANY(%(outside)s) AS is_single
      FROM outbox_delivery
     WHERE done_at IS NULL AND parked_at IS NULL AND (taken_by IS NULL OR taken_by = %(mine)s)
       AND next_try_at <= COALESCE(%(at)s, clock_timestamp())
       AND next_try_at AT TIME ZONE 'UTC' + patience
           <= COALESCE(%(at)s, statement_timestamp()) AT TIME ZONE 'UTC' + %(longest)s
     ORDER BY next_try_at AT TIME ZONE 'UTC' + patience, id LIMIT %(most)s
       FOR UPDATE SKIP LOCKED
), placed AS (
    SELECT id, is_alone, row_number() OVER before AS place,
           count(*) FILTER (WHERE is_single) OVER before - is_single::int AS singles_before
      FROM first WINDOW before AS (ORDER BY wanted, id ROWS UNBOUNDED PRECEDING)
), due AS (
    SELECT id, place FROM placed WHERE singles_before = 0 AND (place = 1 OR NOT is_alone)
)
"""
_TAKE = """
, taken AS (
    UPDATE outbox_delivery delivery
       SET taken_by = %(mine)s, taken_at = COALESCE(%(at)s, clock_timestamp())
      FROM due WHERE delivery.id = due.id
    RETURNING delivery.*, due.place
)
SELECT taken.id, letter.event, taken.reaction, taken.tenant_id, letter.payload::text,
       taken.attempts, taken.wait_count, taken.waiting_since, taken.taken_by, taken.taken_at
  FROM taken JOIN outbox_letter letter ON letter.id = taken.letter_id
 ORDER BY taken.place
"""
_LET_GO = """
UPDATE outbox_delivery SET taken_by = NULL, taken_at = NULL
 WHERE id = ANY(%s) AND taken_by = %s AND done_at IS NULL
"""
_LEFT_BEHIND = """
SELECT id, taken_by, taken_at, attempts FROM outbox_delivery
 WHERE done_at IS NULL AND parked_at IS NULL AND taken_by IS NOT NULL
   AND NOT EXISTS (
       SELECT 1 FROM pg_locks held
        WHERE held.locktype = 'advisory' AND held.objsubid = 2 AND held.classid = %s
          AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND held.objid = taken_by::oid)
   FOR UPDATE SKIP LOCKED
"""
_COUNT = """
SELECT count(*) FILTER (WHERE NOT alone), count(*) FILTER (WHERE alone) FROM (
    SELECT is_alone OR reaction = ANY(%s) AS alone FROM outbox_delivery
     WHERE done_at IS NULL AND parked_at IS NULL AND taken_by IS NULL
       AND next_try_at <= COALESCE(%s, clock_timestamp()) LIMIT %s
) due
"""
