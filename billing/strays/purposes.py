"""Whose money moved, read from what was written on it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

# Kinds of purposes that name a shop right behind them.
OF_A_SHOP = ("charge", "checkout", "refund")

# An epoch grows by one when two people say so. What is further ahead of our own was never reached
# by any house: whoever writes at the processor may write anything.
MOST_AHEAD = 1_000


def shop_of(purpose: str) -> UUID | None:
    """Return the shop that a purpose names; None where it names none."""
    kind, _, rest = purpose.partition(":")
    if kind not in OF_A_SHOP:
        return None
    try:
        return UUID(rest.partition(":")[0])
    except ValueError:
        return None


def epoch_of(notes: Mapping[str, str], *, mine: int) -> int:
    """Return the epoch in which something was sent; 0 where it says none that a house reaches."""
    text = str(notes.get("epoch", ""))
    # Too many digits are no number that a house counts to, nor one that Python reads.
    is_read = text.isascii() and text.isdigit() and len(text) <= len(str(mine + MOST_AHEAD))
    epoch = int(text) if is_read else 0
    return epoch if epoch <= mine + MOST_AHEAD else 0
