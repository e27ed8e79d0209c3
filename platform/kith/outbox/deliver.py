"""Sort letters into deliveries, and make them."""

from __future__ import annotations

import random
import time
import traceback
from collections import Counter
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from kith.faults import log_fault
from kith.outbox import outages
from kith.outbox.claims import Claim, Lost, claim_due, claim_one, left_behind, let_go
from kith.outbox.models import Delivery
from kith.outbox.reactions import (
    Reaction,
    event_kept,
    outside_reactions,
    reaction_of,
    wired_pairs,
)
from kith.wall.entering import in_tenant
from kith.wall.one_go import sparing_savepoints
from kith.wall.side import in_public

MOST_ATTEMPTS = 8
# So many letters are sorted, and so many deliveries taken, in one statement.
LETTERS_AT_ONCE, DELIVERIES_AT_ONCE = 200, 25
# After so long a worker puts down what it has not begun; and asks for another turn.
HAND_SECONDS, TURN_SECONDS = 0.5, 5.0
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 2, 3600


class WorkerGone(Exception):
    """The worker that had a delivery died over it."""


class _TakenAway(Exception):
    """Somebody else has the delivery by now: what was done here is taken back."""


def sort_letters(*, at: datetime) -> int:
    """Turn new letters into one delivery a reaction; returns how many letters were sorted."""
    events, wired = [event for event, _ in wired_pairs()], [one for _, one in wired_pairs()]
    reactions, only_with = [one.name for one in wired], [one.only_with for one in wired]
    patience = [one.patience for one in wired]
    with in_public(), connection.cursor() as cursor:
        cursor.execute(_SORT, [LETTERS_AT_ONCE, events, reactions, patience, only_with, at])
        return cursor.rowcount


def due_deliveries(*, at: datetime, most: int = LETTERS_AT_ONCE) -> list[int]:
    """Return the ids of deliveries that should be made now, oldest first."""
    with in_public():
        due = Delivery.objects.due(at=at).order_by("next_try_at", "id")
        return list(due.values_list("pk", flat=True)[:most])


def make_delivery(delivery_id: int, *, at: datetime | None = None) -> bool:
    """
    Run one delivery's reaction, due or not; True when it is done now.

    Whoever has it in hand works on it; a second worker passes by. A fault is written on the row
    with the next time to try; after eight it is parked. An outage is waited out. Without `at` it
    is what the clock of the database says.
    """
    claim = claim_one(delivery_id, at=at)
    return _work_off([claim], at=at) == 1 if claim else False


def make_due(*, at: datetime | None = None) -> bool:
    """
    Make what is due, the most urgent first; True when the turn was over before all was made.

    What is wanted first is asked for again and again: a hand that is full has to be empty before
    more is taken, and holds for a moment only.
    """
    until, most = time.monotonic() + TURN_SECONDS, DELIVERIES_AT_ONCE
    while claims := claim_due(most=most, outside=outside_reactions(), at=at):
        # Each that is looked at is locked for the look: no more than are likely to be taken.
        most = min(DELIVERIES_AT_ONCE, 2 * len(claims))
        _work_off(claims, at=at, until=min(until, time.monotonic() + HAND_SECONDS))
        if time.monotonic() > until:
            return True
    return False


def note_lost_deliveries(*, since: datetime | None = None, at: datetime | None = None) -> int:
    """
    Give back what dead workers had in hand; returns how much that was.

    The fault is counted where it is known whose it was: of a batch nobody can say, so each of it
    is tried again by itself first. What was taken before `since` is nobody's fault: the database
    itself may have been away.
    """
    with in_public(), transaction.atomic():
        lost = left_behind()
        batches = Counter(one.taken_by for one in lost)
        for one in lost:
            if batches[one.taken_by] > 1 or (since and one.taken_at < since):
                _write(_FREE, [batches[one.taken_by] > 1, one.id])
            else:
                _note_fault(one, WorkerGone("the worker that had it is gone"), at=at)
    return len(lost)


def _work_off(claims: list[Claim], *, at: datetime | None, until: float | None = None) -> int:
    """Make what was taken, one after the other; return how many are done."""
    waiting, done, hand = list(claims), 0, connection.connection
    try:
        while waiting:
            done += _make(waiting.pop(0), at=at)
            # The lock went with the connection: the rest is somebody else's now.
            if connection.connection is not hand or (until and time.monotonic() > until):
                break
    finally:
        let_go(waiting)
    return done


def _make(claim: Claim, *, at: datetime | None) -> bool:
    again_on: tuple[type[Exception], ...] = ()
    try:
        reaction = reaction_of(claim.event, claim.reaction)
        again_on = reaction.again_on
        return _run(reaction, claim, at=at)
    except _TakenAway:
        return False
    except Exception as error:
        if outages.is_outage(error) or isinstance(error, again_on):
            _note_outage(claim, error, at=at)
        else:
            _note_fault(claim, error, at=at)
        return False


def _run(reaction: Reaction, claim: Claim, *, at: datetime | None) -> bool:
    """Run a reaction; True when it is done, False when it comes again later."""
    event, now = event_kept(claim.event, claim.payload), at or claim.taken_at
    if reaction.atomic:

        def work() -> None:
            with _entrance(claim):
                reaction.call(event, at=now, delivery_id=claim.id)
            _mark_done(claim, at=at)

        with in_public():
            sparing_savepoints(work)
        return True
    with _entrance(claim):
        outcome = reaction.call(event, at=now, delivery_id=claim.id)
        again_at = reaction.comes_again(outcome, at=now)
    if again_at:
        _write(_LATER, [again_at, claim.attempts, claim.id, claim.taken_by])
        return False
    _mark_done(claim, at=at)
    return True


def _entrance(claim: Claim) -> AbstractContextManager[Any]:
    return in_public() if claim.tenant_id is None else in_tenant(claim.tenant_id)


def _mark_done(claim: Claim, *, at: datetime | None) -> None:
    with in_public(), connection.cursor() as cursor:
        cursor.execute(_DONE, [at, claim.id, claim.taken_by])
        if cursor.rowcount != 1:
            raise _TakenAway(f"delivery {claim.id}")


def _note_fault(claim: Claim | Lost, error: Exception, *, at: datetime | None) -> None:
    attempts = claim.attempts + 1
    longest = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**attempts)
    # Jitter spreads the second storm after a common fault.
    wait = random.uniform(FIRST_WAIT_SECONDS, longest)
    reference = log_fault(error, about=f"delivery {claim.id}")
    words = f"{reference}\n{''.join(traceback.format_exception(error))[-3900:]}"
    is_last = attempts >= MOST_ATTEMPTS
    _write(_FAULT, [at, attempts, words, wait, is_last, claim.id, claim.taken_by])


def _note_outage(claim: Claim, error: Exception, *, at: datetime | None) -> None:
    since, now = claim.waiting_since, at or claim.taken_at
    is_last = since is not None and outages.is_over_long(since=since, at=now)
    wait = outages.wait_seconds(waits=claim.wait_count)
    reference = log_fault(error, about=f"delivery {claim.id}")
    words = f"{reference}\n{type(error).__name__}: {error}"[:4000]
    _write(_OUTAGE, [at, claim.attempts, words, wait, is_last, claim.id, claim.taken_by])


def _write(statement: str, values: list[Any]) -> None:
    try:
        _say(statement, values)
    except (OperationalError, InterfaceError):
        # The connection may be what went away: a fresh one says whether the database did.
        if connection.in_atomic_block:
            raise
        connection.close()
        _say(statement, values)


def _say(statement: str, values: list[Any]) -> None:
    with in_public(), connection.cursor() as cursor:
        cursor.execute(statement, values)


_SORT = """
WITH letter AS (
    SELECT id, event, tenant_id, payload, COALESCE(available_at, posted_at) AS due
      FROM outbox_letter
     WHERE sorted_at IS NULL ORDER BY posted_at, id LIMIT %s FOR UPDATE SKIP LOCKED
), made AS (
    INSERT INTO outbox_delivery (letter_id, reaction, tenant_id, next_try_at, patience, attempts,
                                 is_alone, wait_count, last_error)
    SELECT letter.id, wired.reaction, letter.tenant_id, letter.due, wired.patience, 0, FALSE, 0, ''
      FROM letter
      JOIN unnest(%s::text[], %s::text[], %s::interval[], %s::text[])
           WITH ORDINALITY AS wired(event, reaction, patience, only_with, place)
     USING (event)
     WHERE payload -> wired.only_with IS DISTINCT FROM 'null'
     ORDER BY letter.due, letter.id, wired.place
    ON CONFLICT DO NOTHING
)
UPDATE outbox_letter SET sorted_at = %s FROM letter WHERE outbox_letter.id = letter.id
"""
_DONE = """
UPDATE outbox_delivery SET done_at = COALESCE(%s, clock_timestamp()), taken_by = NULL
 WHERE id = %s AND taken_by = %s AND done_at IS NULL
"""
# The number of attempts is the one that was read when it was taken: a relay that saw our
# connection go may have counted one against us meanwhile.
_LATER = """
UPDATE outbox_delivery
   SET next_try_at = %s, attempts = %s, taken_at = NULL, taken_by = NULL, waiting_since = NULL,
       wait_count = 0
 WHERE id = %s AND (taken_by = %s OR taken_by IS NULL) AND done_at IS NULL
"""
_FAULT = """
UPDATE outbox_delivery
   SET attempts = given.attempts, last_error = given.words, taken_at = NULL, taken_by = NULL,
       waiting_since = NULL, wait_count = 0,
       next_try_at = given.now + make_interval(secs => given.wait),
       parked_at = CASE WHEN given.is_last THEN given.now END
  FROM (SELECT COALESCE(%s, clock_timestamp()) AS now, %s::int AS attempts, %s AS words,
               %s::float AS wait, %s AS is_last) given
 WHERE id = %s AND (taken_by = %s OR taken_by IS NULL) AND done_at IS NULL
"""
_OUTAGE = """
UPDATE outbox_delivery
   SET attempts = given.attempts, last_error = given.words, taken_at = NULL, taken_by = NULL,
       waiting_since = COALESCE(waiting_since, given.now), wait_count = wait_count + 1,
       next_try_at = given.now + make_interval(secs => given.wait),
       parked_at = CASE WHEN given.is_last THEN given.now END
  FROM (SELECT COALESCE(%s, clock_timestamp()) AS now, %s::int AS attempts, %s AS words,
               %s::float AS wait, %s AS is_last) given
 WHERE id = %s AND (taken_by = %s OR taken_by IS NULL) AND done_at IS NULL
"""
_FREE = """
UPDATE outbox_delivery SET taken_at = NULL, taken_by = NULL, is_alone = is_alone OR %s WHERE id = %s
"""
