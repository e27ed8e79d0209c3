"""Numbers without gaps: one series for each year and kind of document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from billing.invoicing.models import NumberSeries


class LockedSeries:
    """Series held by this transaction; what it takes comes back if the transaction fails."""

    def __init__(self, *, prefix: str, days: Iterable[datetime]) -> None:
        self._prefix = prefix
        names = {f"{prefix}{day:%Y}" for day in days}
        NumberSeries.objects.bulk_create(
            [NumberSeries(name=name) for name in sorted(names)], ignore_conflicts=True
        )
        rows = NumberSeries.objects.filter(name__in=names).order_by("pk").select_for_update()
        self._series = {row.name: row for row in rows}

    def take(self, *, at: datetime) -> str:
        """Return the next number of that day's year."""
        row = self._series[f"{self._prefix}{at:%Y}"]
        row.last += 1
        return f"{row.name}-{row.last:05d}"

    def keep(self) -> None:
        """Write down how far the series went."""
        NumberSeries.objects.bulk_update(self._series.values(), ["last"])
