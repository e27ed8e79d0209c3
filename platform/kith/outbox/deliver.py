"""Sort letters into deliveries, and make one delivery."""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kith.outbox.models import Delivery, Letter
from kith.outbox.reactions import Reaction, reaction_named, reactions_to
from kith.wall.entering import in_tenant
from kith.wall.side import in_public

MOST_ATTEMPTS = 8
BATCH = 200
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 2, 3600


class WorkerGone(Exception):
    """The worker that had a delivery died over it."""


class TryAgainLater(Exception):
    """A reaction is not done and asks to be called again after `seconds`; no attempt is used."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


def sort_letters(*, at: datetime) -> int:
    """Turn new letters into one delivery a reaction; returns how many letters were sorted."""
    with in_public(), transaction.atomic():
        letters = list(
            Letter.objects.filter(sorted_at=None)
            .order_by("posted_at", "id")
            .select_for_update(skip_locked=True)[:BATCH]
        )
        Delivery.objects.bulk_create(
            [
                Delivery(
                    letter=letter,
                    reaction=reaction.name,
                    tenant_id=letter.tenant_id,
                    next_try_at=letter.available_at or letter.posted_at,
                )
                for letter in letters
                for reaction in reactions_to(letter.event)
            ],
            ignore_conflicts=True,
        )
        Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(sorted_at=at)
    return len(letters)


def due_deliveries(*, at: datetime, most: int = BATCH) -> list[int]:
    """Return the ids of deliveries that should be made now, oldest first."""
    with in_public():
        due = Delivery.objects.due(at=at).order_by("next_try_at", "id")
        return list(due.values_list("pk", flat=True)[:most])


def make_delivery(delivery_id: int) -> bool:
    """
    Run one delivery's reaction; True when it is done now.

    Whoever holds its lock works on it; a second worker passes by. A failure is
    written on the row with the next time to try; after eight it is parked.
    """
    with in_public():
        delivery = Delivery.objects.select_related("letter").filter(pk=delivery_id).first()
    if delivery is None or delivery.done_at or delivery.parked_at:
        return False
    with _taken(delivery.pk) as is_ours:
        if not is_ours:
            return False
        try:
            reaction = reaction_named(delivery.reaction)
            enter = _entrance(delivery.tenant_id)
            run = _run_in_transaction if reaction.atomic else _run_outside
            return run(reaction, delivery, enter)
        except TryAgainLater as later:
            _postpone(delivery.pk, later.seconds)
            return False
        except Exception as error:
            _note_failure(delivery.pk, error)
            return False


def note_lost_deliveries() -> int:
    """
    Write a failure on each delivery whose worker died, so that it is soon tried again.

    A worker's lock goes with its connection: a delivery that was taken, is not done, and whose
    lock nobody holds was left behind.
    """
    with in_public(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_LEFT_BEHIND, [_LOCK_SPACE])
            lost = [row[0] for row in cursor.fetchall()]
        for delivery_id in lost:
            _note_failure(delivery_id, WorkerGone("the worker that had it is gone"))
    return len(lost)


@contextmanager
def _taken(delivery_id: int) -> Iterator[bool]:
    """Hold a delivery, unless somebody does or nothing is left to do; never waits."""
    # A lock of the session: no transaction stays open while the network is slow.
    if not _said_yes("SELECT pg_try_advisory_lock(%s, %s)", delivery_id):
        yield False
        return
    try:
        with in_public():
            waiting = Delivery.objects.filter(pk=delivery_id, done_at=None, parked_at=None)
            is_waiting = waiting.update(taken_at=timezone.now()) == 1
        yield is_waiting
    finally:
        _said_yes("SELECT pg_advisory_unlock(%s, %s)", delivery_id)


def _said_yes(question: str, delivery_id: int) -> bool:
    with in_public(), connection.cursor() as cursor:
        cursor.execute(question, [_LOCK_SPACE, delivery_id % 2**31])
        return bool(cursor.fetchone()[0])


def _entrance(tenant_id: UUID | None) -> Callable[[], AbstractContextManager]:
    if tenant_id is None:
        return in_public
    return lambda: in_tenant(tenant_id)


def _run_in_transaction(
    reaction: Reaction, delivery: Delivery, enter: Callable[[], AbstractContextManager]
) -> bool:
    with transaction.atomic():
        with in_public():
            if not _hold(delivery.pk):
                return False
        with enter():
            reaction.run(**delivery.letter.payload)
        with in_public():
            Delivery.objects.filter(pk=delivery.pk).update(done_at=timezone.now())
    return True


def _run_outside(
    reaction: Reaction, delivery: Delivery, enter: Callable[[], AbstractContextManager]
) -> bool:
    with enter():
        reaction.run(**delivery.letter.payload)
    with in_public():
        Delivery.objects.filter(pk=delivery.pk).update(done_at=timezone.now())
    return True


_LOCK_SPACE = 20101
_LEFT_BEHIND = """
SELECT id FROM outbox_delivery
 WHERE done_at IS NULL AND parked_at IS NULL AND taken_at IS NOT NULL
   AND NOT EXISTS (
       SELECT 1 FROM pg_locks held
        WHERE held.locktype = 'advisory' AND held.objsubid = 2 AND held.classid = %s
          AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND held.objid = (id %% 2147483648)::oid)
   FOR UPDATE SKIP LOCKED
"""


def _hold(delivery_id: int) -> bool:
    return (
        Delivery.objects.select_for_update(skip_locked=True)
        .filter(pk=delivery_id, done_at=None, parked_at=None)
        .exists()
    )


def _postpone(delivery_id: int, seconds: int) -> None:
    with in_public():
        Delivery.objects.filter(pk=delivery_id).update(
            next_try_at=timezone.now() + timedelta(seconds=seconds), taken_at=None
        )


def _note_failure(delivery_id: int, error: Exception) -> None:
    with in_public(), transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
        delivery.attempts += 1
        delivery.taken_at = None
        delivery.last_error = "".join(traceback.format_exception(error))[-4000:]
        now = timezone.now()
        if delivery.attempts >= MOST_ATTEMPTS:
            delivery.parked_at = now
        else:
            longest = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**delivery.attempts)
            # Jitter spreads the second storm after a common fault.
            wait = random.uniform(FIRST_WAIT_SECONDS, longest)
            delivery.next_try_at = now + timedelta(seconds=wait)
        delivery.save(
            update_fields=["attempts", "last_error", "parked_at", "next_try_at", "taken_at"]
        )


def instant(text: str) -> datetime:
    """
    Return the time a payload carries as ISO text.

    :raises ValueError: it is no time with a zone
    """
    parsed = parse_datetime(text)
    if parsed is None or parsed.tzinfo is None:
        raise ValueError(f"{text!r} is no time with a zone")
    return parsed
