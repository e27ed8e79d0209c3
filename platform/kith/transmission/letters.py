"""How a letter brings something outside: it comes back until that has ended."""

from __future__ import annotations

from datetime import datetime

from kith.outbox.deliver import TryAgainLater
from kith.transmission.carrying import BUSY_WAIT
from kith.transmission.models import Transmission

SHORTEST_SECONDS, LONGEST_SECONDS = 5, 3_600


def come_back_unless_over(row: Transmission, *, at: datetime) -> None:
    """
    Let the letter in hand come again when the row may be carried on; no attempt is used up.

    :raises TryAgainLater: it has not ended
    """
    if row.is_over:
        return
    until = row.wait_until or at + BUSY_WAIT
    seconds = int((until - at).total_seconds())
    raise TryAgainLater(min(LONGEST_SECONDS, max(SHORTEST_SECONDS, seconds)))
