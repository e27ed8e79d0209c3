"""Sort letters into deliveries, and make one delivery."""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
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

    Whoever holds the row works on it; a second worker passes by. A failure is
    written on the row with the next time to try; after eight it is parked.
    """
    with in_public():
        delivery = Delivery.objects.select_related("letter").filter(pk=delivery_id).first()
    if delivery is None or delivery.done_at or delivery.parked_at:
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
    # A session lock stands in for the row lock, so that no transaction stays open
    # while the network is slow. It goes with the connection if the worker dies.
    with in_public(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK_SPACE, delivery.pk % 2**31])
        if not cursor.fetchone()[0]:
            return False
    try:
        with in_public():
            if not Delivery.objects.filter(pk=delivery.pk, done_at=None, parked_at=None).exists():
                return False
        with enter():
            reaction.run(**delivery.letter.payload)
        with in_public():
            Delivery.objects.filter(pk=delivery.pk).update(done_at=timezone.now())
    finally:
        with in_public(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK_SPACE, delivery.pk % 2**31])
    return True


_LOCK_SPACE = 20101


def _hold(delivery_id: int) -> bool:
    return (
        Delivery.objects.select_for_update(skip_locked=True)
        .filter(pk=delivery_id, done_at=None, parked_at=None)
        .exists()
    )


def _postpone(delivery_id: int, seconds: int) -> None:
    with in_public():
        Delivery.objects.filter(pk=delivery_id).update(
            next_try_at=timezone.now() + timedelta(seconds=seconds)
        )


def _note_failure(delivery_id: int, error: Exception) -> None:
    with in_public(), transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
        delivery.attempts += 1
        delivery.last_error = "".join(traceback.format_exception(error))[-4000:]
        now = timezone.now()
        if delivery.attempts >= MOST_ATTEMPTS:
            delivery.parked_at = now
        else:
            longest = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2**delivery.attempts)
            # Jitter spreads the second storm after a common fault.
            wait = random.uniform(FIRST_WAIT_SECONDS, longest)
            delivery.next_try_at = now + timedelta(seconds=wait)
        delivery.save(update_fields=["attempts", "last_error", "parked_at", "next_try_at"])


def instant(text: str) -> datetime:
    """
    Return the time a payload carries as ISO text.

    :raises ValueError: it is no time with a zone
    """
    parsed = parse_datetime(text)
    if parsed is None or parsed.tzinfo is None:
        raise ValueError(f"{text!r} is no time with a zone")
    return parsed
