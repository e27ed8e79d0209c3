"""The stand-in's own clock: it ticks like any other, from wherever it was set."""

import time

from outside.stripe.store import Store


class Clock:
    """A clock that control may set and advance; a restart keeps it."""

    def __init__(self, store: Store):
        self._store = store
        self._ahead = float(store.note("clock", 0.0))

    def now(self) -> float:
        """Return the moment in seconds since 1970."""
        return time.time() + self._ahead

    def today(self) -> int:
        """Return the moment in whole seconds, as objects carry it."""
        return int(self.now())

    def set(self, moment: float) -> None:
        """Make it this moment now."""
        self._keep(moment - time.time())

    def advance(self, seconds: float) -> None:
        """Let this many seconds pass at once."""
        self._keep(self._ahead + seconds)

    def reset(self) -> None:
        """Go back to true time."""
        self._keep(0.0)

    def _keep(self, ahead: float) -> None:
        self._ahead = ahead
        self._store.set_note("clock", ahead)
