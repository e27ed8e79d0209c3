"""Everything the stand-in knows, in one place."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from outside.stripe.clock import Clock
from outside.stripe.faults import Faults
from outside.stripe.idempotency import Keys
from outside.stripe.limiter import Limiter
from outside.stripe.outbound import Outbound
from outside.stripe.store import Store

# The version of the API that the installed client speaks.
API_VERSION = "2026-10-28.endive"


@dataclass
class Settings:
    """What control may set; none of it outlives a reset."""

    available_after_seconds: int = 0
    # What a card costs: 1.5 % and 0.25.
    fee_basis_points: int = 150
    fee_minor: int = 25
    # What a dispute costs when its money goes, and what of that a win gives back.
    dispute_fee_minor: int = 2_000
    dispute_fee_back_minor: int = 0
    dispute_due_seconds: int = 9 * 24 * 60 * 60


class World:
    """The state, the clock, and what was set to go wrong."""

    def __init__(self, *, path: str, public_url: str):
        self.public_url = public_url.rstrip("/")
        self.store = Store(path)
        self.clock = Clock(self.store)
        self.keys = Keys(self.store, self.clock)
        self.faults = Faults()
        self.limiter = Limiter()
        self.settings = Settings()
        self.outbound = Outbound(self.store, self.clock)
        self._running = 0
        self._is_quiet = threading.Condition()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count one API request as running."""
        with self._is_quiet:
            self._running += 1
        try:
            yield
        finally:
            with self._is_quiet:
                self._running -= 1
                self._is_quiet.notify_all()

    def wait_until_quiet(self, seconds: float) -> bool:
        """Wait until no API request runs; return whether that came true in time."""
        with self._is_quiet:
            return self._is_quiet.wait_for(lambda: not self._running, seconds)

    def reset(self) -> None:
        """Forget everything and behave again."""
        with self.store.transaction():
            self.store.empty()
            self.clock.reset()
        self.faults.clear()
        self.limiter.reset()
        self.settings = Settings()
        self.outbound.reset()
