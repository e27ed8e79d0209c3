"""Numbers of documents without gaps: one series for each year and kind of document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kith.series.models import Series
from kith.wall.day import day_here


class LockedSeries:
    """Series held by this transaction; what it takes comes back if the transaction fails."""

    def __init__(self, *, prefix: str, days: Iterable[datetime], digits: int = 5) -> None:
        self._prefix, self._digits = prefix, digits
        names = {f"{prefix}{day_here(day):%Y}" for day in days}
        self._series = _locked(names)
        if len(self._series) < len(names):
            # The first of its year.
            Series.objects.bulk_create(
                [Series(name=name) for name in sorted(names)], ignore_conflicts=True
            )
            self._series = _locked(names)

    def take(self, *, at: datetime) -> str:
        """Return the next number of that day's year, by the calendar of whoever issues it."""
        row = self._series[f"{self._prefix}{day_here(at):%Y}"]
        row.last += 1
        return f"{row.name}-{row.last:0{self._digits}d}"

    def keep(self) -> None:
        """Write down how far the series went."""
        for row in self._series.values():
            row.save(update_fields=["last"])


def _locked(names: set[str]) -> dict[str, Series]:
    rows = Series.objects.filter(name__in=names).order_by("pk").select_for_update()
    return {row.name: row for row in rows}


def next_number(*, prefix: str, at: datetime, digits: int = 5) -> str:
    """Return the next number of one document; nobody else takes one until we commit."""
    series = LockedSeries(prefix=prefix, days=[at], digits=digits)
    number = series.take(at=at)
    series.keep()
    return number
