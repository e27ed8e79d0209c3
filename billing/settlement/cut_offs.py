"""Which day's run pays a share: the one rule by which runs are cut off and pages count."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models.functions import Now, TruncDay


def cut_off_of(at: datetime) -> datetime:
    """
    Return up to when a run that is opened at a moment pays: the beginning of the network's day.

    It is one all day long, so that the same press again means the same run.
    """
    zone = _zone()
    return datetime.combine(at.astimezone(zone).date(), time(), zone)


def run_day_of(payable_from: datetime) -> date:
    """Return the first day whose run pays a share that is payable from a moment on."""
    begun = cut_off_of(payable_from)
    return begun.date() if begun == payable_from else begun.date() + timedelta(days=1)


def today_in_sql() -> TruncDay:
    """Return the cut-off of now, by the database's clock."""
    return TruncDay(Now(), tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.KITH_TIME_ZONE)
