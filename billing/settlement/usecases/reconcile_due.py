"""Match every day that is over and not yet settled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Max

from billing.settlement.models import ReconciledDay
from billing.settlement.sql_matching import days_booked_late
from billing.settlement.usecases.reconcile import reconcile

# What one side books late turns up within these days.
LATE_DAYS = 4
# How far back a house that was closed for long looks in one go.
MOST_DAYS = 31


def reconcile_due(*, at: datetime) -> None:
    """
    Match the last days once more, those before them that nobody matched, and any booked late.

    Call it outside a transaction: it asks the processor.
    """
    last = at.astimezone(UTC).date() - timedelta(days=1)
    first = last - timedelta(days=LATE_DAYS - 1)
    known = ReconciledDay.objects.aggregate(newest=Max("day"))["newest"]
    if known:
        first = max(min(first, known), last - timedelta(days=MOST_DAYS - 1))
    reconcile(first=first, last=last, by=None, at=at)
    for day in days_booked_late():
        reconcile(first=day, last=day, by=None, at=at)
