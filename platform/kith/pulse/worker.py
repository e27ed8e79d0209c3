"""
The worker's pulse: of its main process, which hands out the work and replaces who dies over it.

The main loop marks that it turns; a thread beside it leaves the sign, because a worker that waits
for the broker to come back is alive though its loop stands still.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from celery import Celery, bootsteps

from kith.pulse.beating import Heart

TURN_SECONDS = 5.0
# A loop that turned so long ago is stuck.
STUCK_SECONDS = 60.0


class Loop:
    """Whether the worker's main loop turns."""

    def __init__(self) -> None:
        self._turned_at: float | None = None

    def turn(self) -> None:
        """Note that it turned just now."""
        self._turned_at = time.monotonic()

    def pause(self) -> None:
        """Note that it is not expected to turn: the broker is away."""
        self._turned_at = None

    def is_stuck(self, *, now: float) -> bool:
        """Tell whether it should have turned by now and has not."""
        return self._turned_at is not None and now - self._turned_at > STUCK_SECONDS


LOOP = Loop()


class Turning(bootsteps.StartStopStep):
    """Begins when the worker has reached the broker, ends when it has lost it."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        self._timer: Any = None

    def start(self, consumer: Any) -> None:
        LOOP.turn()
        self._timer = consumer.timer.call_repeatedly(TURN_SECONDS, LOOP.turn)

    def stop(self, consumer: Any) -> None:
        LOOP.pause()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    shutdown = stop


class Beating(bootsteps.StartStopStep):
    """Leaves the worker's sign of life, for as long as its loop is not stuck."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, worker: Any, **options: Any) -> None:
        self._ended = threading.Event()

    def start(self, worker: Any) -> None:
        threading.Thread(target=self._beat_for_ever, name="pulse", daemon=True).start()

    def stop(self, worker: Any) -> None:
        self._ended.set()

    terminate = stop

    def _beat_for_ever(self) -> None:
        heart = Heart("worker")
        while not self._ended.wait(TURN_SECONDS):
            if not LOOP.is_stuck(now=time.monotonic()):
                heart.try_to_beat()


def give_worker_a_pulse(app: Celery) -> None:
    """Let every worker of this app leave a sign of life."""
    app.steps["worker"].add(Beating)
    app.steps["consumer"].add(Turning)
