"""Match what moved at the processor with our books, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from billing.settlement.models import ReconciledDay
from billing.settlement.sql_matching import find_differences, hold_matching
from billing.settlement.usecases.read_balance import read_balance
from kith.audit.record import record
from kith.errors import DomainError


class DayNotOver(DomainError):
    """The last day asked for is not over yet."""

    code = "reconciliation.day_not_over"


def reconcile(*, first: date, last: date, by: UUID | None, at: datetime) -> None:
    """
    Read the processor's movements of some days, match them, and write down each difference.

    Safe to repeat: a difference found again is the one that stands, one that is no longer
    found is gone. Call it outside a transaction: it asks the processor.

    :raises DayNotOver: the last day is today or later
    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    if last >= at.astimezone(UTC).date():
        raise DayNotOver(
            _("%(day)s is not over yet") % {"day": last},
            mend=_("A day is matched when it has ended, by UTC."),
        )
    since, until = _begin(first), _begin(last + timedelta(days=1))
    read_balance(since=since, until=until, at=at)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    with transaction.atomic():
        hold_matching()
        find_differences(since=since, until=until, at=at)
        ReconciledDay.objects.bulk_create(
            [ReconciledDay(day=day, at=at, looked_at=Now(), by=by) for day in days],
            update_conflicts=True,
            unique_fields=["day"],
            update_fields=["at", "looked_at", "by"],
        )
        if by:
            record(
                "books.reconciled",
                actor_id=by,
                subject=f"day:{first}",
                detail={"first": str(first), "last": str(last)},
                at=at,
            )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)
