"""See to it that workers know of every letter, for ever."""

from __future__ import annotations

import math
import select
import time
from collections.abc import Callable
from datetime import datetime

import structlog
from celery import current_app
from django.db import connection
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown
from redis.exceptions import RedisError

from kith.outbox.claims import count_due
from kith.outbox.deliver import (
    DELIVERIES_AT_ONCE,
    LETTERS_AT_ONCE,
    note_lost_deliveries,
    sort_letters,
)
from kith.outbox.reactions import outside_reactions
from kith.outbox.tasks import deliver_later
from kith.pulse.beating import Heart
from kith.wall.side import in_public

log = structlog.get_logger("relay")
POLL_SECONDS = 1.0
# Letters come in bursts: after a look the next one waits for so long, and is for all that came.
BREATH_SECONDS = 0.05
# So many wake-ups wait on the queue at most; whoever is woken takes all that is due by then.
MOST_WOKEN = 20


def relay_once() -> int:
    """Sort new letters and wake workers for what is due; returns how many were woken."""
    woken, is_more = 0, True
    while is_more:
        is_more = sort_letters(at=timezone.now()) == LETTERS_AT_ONCE
        # At once for the first of many, who need not wait for the last of them.
        together, alone = count_due(
            outside=outside_reactions(), most=MOST_WOKEN * DELIVERIES_AT_ONCE
        )
        wanted = math.ceil(together / DELIVERIES_AT_ONCE) + alone
        woken += _wake(min(MOST_WOKEN, wanted))
    return woken


def relay_for_ever(*, until: Callable[[], bool]) -> None:
    """Relay until told to stop; an outage of database or broker is waited out."""
    heart = Heart("relay")
    while not until():
        try:
            heart.beat()
            since, looked_at = _listen(), 0.0
            while not until():
                heart.beat()
                if time.monotonic() - looked_at >= POLL_SECONDS:
                    looked_at = time.monotonic()
                    note_lost_deliveries(since=since)
                relay_once()
                select.select([], [], [], BREATH_SECONDS)
                _wait_for_a_letter()
        except (OperationalError, InterfaceError, BrokerDown, RedisError) as error:
            log.warning("relay.waits", reason=str(error)[:200])
            connection.close()
            select.select([], [], [], POLL_SECONDS)


def _wake(wanted: int) -> int:
    """Have so many wake-ups on the queue; those that wait there already count."""
    if wanted == 0:
        return 0
    with current_app.pool.acquire(block=True, timeout=POLL_SECONDS) as broker:
        queue = current_app.amqp.router.route({}, deliver_later.name)["queue"].name
        waiting = broker.default_channel.client.llen(queue)
        with current_app.producer_pool.acquire(block=True, timeout=POLL_SECONDS) as producer:
            for _ in range(wanted - waiting):
                deliver_later.apply_async(producer=producer)
    return max(0, wanted - waiting)


def _listen() -> datetime:
    """Hear of new letters from now on; returns since when this connection stands."""
    with in_public(), connection.cursor() as cursor:
        cursor.execute("LISTEN kith_outbox")
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def _wait_for_a_letter() -> None:
    raw = connection.connection
    # What the driver says of a lost server is said as Django says it, and waited out.
    with connection.wrap_database_errors:
        # Of a letter posted during the last look the driver has heard already.
        if not raw.notifies:
            select.select([raw], [], [], POLL_SECONDS)
        raw.poll()
    raw.notifies.clear()
