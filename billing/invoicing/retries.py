"""When a refused renewal is charged again: the one place that says so."""

from __future__ import annotations

from datetime import datetime, timedelta

# Days after the first try. After the last of them it is for its owner to pay: `docs/dunning.md`.
RETRY_DAYS = (3, 5, 7)


def next_try(*, turn: int, began_at: datetime) -> datetime | None:
    """Return when to try again after this turn was refused; None after the last."""
    if turn > len(RETRY_DAYS):
        return None
    return began_at + timedelta(days=RETRY_DAYS[turn - 1])
