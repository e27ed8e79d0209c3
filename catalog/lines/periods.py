"""When a paid period ends and the next begins."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

# So long after a line ended its number can still be taken to another company.
NUMBER_WAITS = timedelta(days=30)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days that one bill pays for."""

    first_day: date
    # The first day that is no longer paid for; none where a line is paid once.
    next_start: date | None

    @property
    def last_day(self) -> date | None:
        """The last day that is paid for."""
        return day_before(self.next_start) if self.next_start else None


def day_before(next_start: date) -> date:
    """Return the last day of what is over when the next begins: the one every page names."""
    return next_start - ONE_DAY


def first_period(*, period: str, first_day: date) -> Period:
    """Return what the bill of an order pays for: it runs from the day of activation."""
    return Period(first_day, next_start(period=period, anchor=first_day, after=first_day))


def next_start(*, period: str, anchor: date, after: date) -> date | None:
    """
    Give the first day of the period that follows the one beginning `after`.

    Months keep the day of the anchor: a line begun on the 31st renews on the last day of a short
    month and on the 31st again in a long one. A line paid once has no next period.
    """
    if period == "once":
        return None
    if period == "week":
        return after + timedelta(days=7)
    year, month = (after.year, after.month + 1) if after.month < 12 else (after.year + 1, 1)
    return _day_of(anchor, year, month)


def start_before(*, period: str, anchor: date, until: date) -> date:
    """Give the first day of the period of a line that renews, which ends before `until`."""
    if period == "week":
        return until - timedelta(days=7)
    year, month = (until.year, until.month - 1) if until.month > 1 else (until.year - 1, 12)
    return _day_of(anchor, year, month)


def _day_of(anchor: date, year: int, month: int) -> date:
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))
