"""Carry letters from the database to the queue, for ever."""

from __future__ import annotations

import select
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import connection, transaction
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown
from redis.exceptions import RedisError

from kith.outbox.deliver import (
    BATCH,
    due_deliveries,
    note_lost_deliveries,
    sort_letters,
)
from kith.outbox.models import Delivery
from kith.outbox.tasks import deliver_later, seal
from kith.wall.side import in_public

log = structlog.get_logger("relay")
POLL_SECONDS = 1.0
# A wake-up that no worker answered within this time is sent again.
RESEND_SECONDS = 90


def relay_once() -> int:
    """Sort new letters and wake workers for what is due; returns how many were woken."""
    now = timezone.now()
    while sort_letters(at=now) == BATCH:
        pass
    note_lost_deliveries()
    with in_public(), transaction.atomic():
        ids = due_deliveries(at=now)
        Delivery.objects.filter(pk__in=ids).update(
            next_try_at=now + timedelta(seconds=RESEND_SECONDS)
        )
    for delivery_id in ids:
        deliver_later.delay(delivery_id=delivery_id, seal_given=seal(delivery_id))
    return len(ids)


def relay_for_ever(*, until: Callable[[], bool]) -> None:
    """Relay until told to stop; an outage of database or broker is waited out."""
    while not until():
        try:
            _listen()
            while not until():
                relay_once()
                _wait_for_a_letter()
        except (OperationalError, InterfaceError, BrokerDown, RedisError) as error:
            log.warning("relay.waits", reason=str(error)[:200])
            connection.close()
            select.select([], [], [], POLL_SECONDS)


def _listen() -> None:
    with in_public(), connection.cursor() as cursor:
        cursor.execute("LISTEN kith_outbox")


def _wait_for_a_letter() -> None:
    raw = connection.connection
    select.select([raw], [], [], POLL_SECONDS)
    raw.poll()
    raw.notifies.clear()
