"""Leave a sign of life, and say who has left none of late."""

import os
import socket
import time
from datetime import timedelta

import structlog
from django.db import connection
from django.db.models.functions import Now
from django.db.utils import Error

from kith.pulse.models import Pulse
from kith.wall.side import in_public

log = structlog.get_logger("pulse")

# They answer no call: what they are for happens because they look for it by themselves.
PARTS = ("worker", "relay", "scheduler")
BEAT_EVERY_SECONDS = 10.0
MISSING_AFTER = timedelta(seconds=45)


class Heart:
    """The pulse of this process, for one part."""

    def __init__(self, part: str) -> None:
        self.part = part
        self._beat_at = float("-inf")

    def beat(self) -> None:
        """
        Leave a sign of life, at most every ten seconds.

        :raises django.db.Error: the database takes none
        """
        now = time.monotonic()
        if now - self._beat_at < BEAT_EVERY_SECONDS:
            return
        with in_public():
            Pulse.objects.bulk_create(
                [Pulse(part=self.part, process=_this_process(), felt_at=Now())],
                update_conflicts=True,
                unique_fields=["part"],
                update_fields=["process", "felt_at"],
            )
        self._beat_at = now

    def try_to_beat(self) -> bool:
        """Leave a sign of life where the database takes one; True unless it refused."""
        try:
            self.beat()
        except Error as error:
            log.warning("pulse.refused", part=self.part, reason=str(error)[:200])
            connection.close()
            return False
        return True


def missing_parts() -> list[str]:
    """Return the parts that have left no sign of life of late, by the database's clock."""
    with in_public():
        felt = Pulse.objects.filter(felt_at__gte=Now() - MISSING_AFTER)
        present = set(felt.values_list("part", flat=True))
    return [part for part in PARTS if part not in present]


def _this_process() -> str:
    return f"{socket.gethostname()[:100]}:{os.getpid()}"
