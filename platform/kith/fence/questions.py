"""What the fence asks of whoever knows the world outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.questions import Question


@dataclass(frozen=True)
class Seen:
    """How much stands outside that our books do not know, and the newest epoch seen there."""

    unknown: int
    newest_epoch: int


@Question
def look_for_unknown(*, since: datetime | None, at: datetime) -> Seen:
    """
    Ask what was sent outside since a moment that the books do not know; called outside any
    transaction. Without a moment it is for the answer to say how far back to look.

    :raises Unavailable: it could not be looked at now
    """
    raise NotImplementedError


@Question
def unknown_left() -> int:
    """Ask how much of what was found nobody has dealt with yet."""
    raise NotImplementedError


@Question
def dealt_with_by(*, since: datetime) -> set[UUID]:
    """Ask who took something that was found since a moment into the books, or set it aside."""
    raise NotImplementedError
