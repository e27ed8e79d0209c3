"""Numbers of documents without gaps: one series for each year and kind of document."""

from __future__ import annotations

from datetime import datetime

from kith.series.models import Series
from kith.series.turns import hold
from kith.wall.day import day_here


def last_numbers() -> dict[str, int]:
    """Return how far each series went, by its prefix and year."""
    return dict(Series.objects.values_list("name", "last"))


def next_number(*, prefix: str, at: datetime, digits: int = 5) -> str:
    """
    Return the next number of one document, of that day's year by the calendar of this side.

    Nobody else takes one until we commit; it comes back if the transaction fails.
    """
    name = f"{prefix}{day_here(at):%Y}"
    series = hold(name)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{name}-{series.last:0{digits}d}"
