"""How a letter brings something outside: it comes back until that has ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from kith.outbox.reactions import Reaction
from kith.transmission.carrying import BUSY_WAIT
from kith.transmission.models import Transmission

SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)


def carrying(send: Callable[..., Transmission]) -> Reaction:
    """
    Wire a use-case that carries one row on, until the row has ended.

    It runs outside any transaction. Each time it says how the row stands; where that has not
    ended the same letter comes again, and no attempt is used up.
    """
    return Reaction(send, atomic=False, again_at=next_turn)


def next_turn(row: Any, at: datetime) -> datetime | None:
    """Return when to carry a row on; None when it has ended, or somebody else looks after it."""
    if not row.comes_back:
        return None
    until = row.wait_until or at + BUSY_WAIT
    return min(at + LONGEST_WAIT, max(at + SHORTEST_WAIT, until))
