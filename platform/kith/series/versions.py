"""Versions: a number that says whether anything has changed since it was read."""

from django.db.models import F

from kith.series.models import Series

# One column, for whoever reads more in the same statement; its value is the name. 0 before any
# change.
VERSION = "COALESCE((SELECT last FROM series_series WHERE name = %s), 0)"


def count_change(name: str) -> None:
    """Count one change, in the transaction that makes it."""
    Series.objects.bulk_create([Series(name=name)], ignore_conflicts=True)
    Series.objects.filter(name=name).update(last=F("last") + 1)
