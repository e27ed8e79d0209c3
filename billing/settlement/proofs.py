"""What the nightly proof of all books found, kept in the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kith.audit.queries import last_recorded
from kith.audit.record import record

PROVEN = "books.proven"
# Whoever reads more than so many looks for one cause.
KEPT = 200


@dataclass(frozen=True)
class Proof:
    """When all books were proven last, how much was off, and what."""

    at: datetime
    count: int
    faults: tuple[str, ...]


def keep_proof(*, faults: Sequence[str], at: datetime) -> None:
    """Keep what a proof found, or that it found nothing."""
    detail = {"count": len(faults), "faults": list(faults[:KEPT])}
    record(PROVEN, actor_id=None, subject="books", detail=detail, at=at)


def last_proof() -> Proof | None:
    """Return what the last proof found; none, when there was none yet."""
    last = last_recorded(action=PROVEN)
    if last is None:
        return None
    return Proof(last.happened_at, last.detail["count"], tuple(last.detail["faults"]))


def fault_count() -> int:
    """Count what the last proof found off."""
    last = last_proof()
    return last.count if last else 0
