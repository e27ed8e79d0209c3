"""Turns: whoever holds a name goes before all others who want it."""

from kith.series.models import Series


def hold(name: str) -> Series:
    """Return the series of a name, locked until we commit; the first who asks begins it at 0."""
    held = Series.objects.select_for_update().filter(name=name)
    series = held.first()
    if series is None:
        Series.objects.bulk_create([Series(name=name)], ignore_conflicts=True)
        series = held.get()
    return series
