"""What porting answers to contexts to its right."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from catalog.porting.queries import ArrivalCard, arrivals_at
from catalog.porting.words import standing_words


def standing_of(card: ArrivalCard, *, at: datetime) -> str:
    """Say who acts next about a number, since when, and how long that takes."""
    return standing_words(
        waits_for=card.waits_for,
        operator=card.operator,
        since=card.since,
        moves_on=card.moves_on,
        calls_off=card.is_calling_off,
        at=at,
    )


def numbers_coming(*, line_ids: Collection[UUID], at: datetime) -> dict[UUID, str]:
    """Say of each line that waits for a number how that stands."""
    found = arrivals_at(line_ids=line_ids, at=at)
    return {line_id: standing_of(card, at=at) for line_id, card in found.items()}
