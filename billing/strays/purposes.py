"""Whose money moved, read from what was written on it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

# Kinds of purposes that name a shop right behind them.
OF_A_SHOP = ("charge", "checkout", "refund")


def shop_of(purpose: str) -> UUID | None:
    """Return the shop that a purpose names; None where it names none."""
    kind, _, rest = purpose.partition(":")
    if kind not in OF_A_SHOP:
        return None
    try:
        return UUID(rest.partition(":")[0])
    except ValueError:
        return None


def epoch_of(notes: Mapping[str, str]) -> int:
    """Return the epoch in which something was sent; 0 where it says none."""
    text = str(notes.get("epoch", ""))
    return int(text) if text.isascii() and text.isdigit() else 0
