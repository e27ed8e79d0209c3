"""What can be known after something was sent outside, in words that fit every receiver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from kith.errors import Unavailable

State = Literal["done", "pending", "failed"]


@dataclass(frozen=True)
class Outcome:
    """
    How the other side says it went; `reference` is its own name for it.

    `pending` is under way there: it ends by itself, and is looked at again. `reason` says why
    it failed. `happened_at` is when, where the other side says so: it may be looked for days later.
    """

    state: State
    reference: str = ""
    reason: str = ""
    happened_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def is_failed(self) -> bool:
        return self.state == "failed"


class Refused(Exception):
    """The other side refused for certain: nothing happened, and never will under this key."""


class RefusedForNow(Refused):
    """
    It refused for certain what it may grant later, and remembers that under the key.

    The next try takes a new key.
    """


class NotNow(Unavailable):
    """Nothing was done, and the same request may go through later, under the same key."""

    # How long to wait; None leaves it to the machine.
    wait: timedelta | None = None


class Unanswered(Unavailable):
    """Nobody knows whether it happened: look for it, or send the same under the same key."""
