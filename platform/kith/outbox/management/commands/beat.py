"""Run the scheduler."""

import signal
import threading
import time
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection

from kith.outbox.jobs import database_clock, post_due_jobs
from kith.pulse.beating import BEAT_EVERY_SECONDS, Heart

log = structlog.get_logger("scheduler")
MINUTE = 60
# A moment after the minute, when its turns are due by the database's clock too.
MARGIN_SECONDS = 0.5


class Command(BaseCommand):
    help = "Post the turns of scheduled jobs each minute; a second scheduler posts nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        heart, looked_in = Heart("scheduler"), 0.0
        while not stop.is_set():
            heart.try_to_beat()
            # A turn begins with a minute: between two of them there is nothing to find.
            if (minute := (time.time() - MARGIN_SECONDS) // MINUTE) != looked_in:
                looked_in = minute
                self._look()
            next_minute = MINUTE - (time.time() - MARGIN_SECONDS) % MINUTE
            stop.wait(min(next_minute, BEAT_EVERY_SECONDS))

    def _look(self) -> None:
        try:
            post_due_jobs(at=database_clock())
        except (OperationalError, InterfaceError) as error:
            # What fell due meanwhile is found by the next look.
            log.warning("scheduler.waits", reason=str(error)[:200])
            connection.close()
