"""Jobs, and when they are due: the turns of a timetable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from celery.schedules import crontab
from django.utils.functional import Promise

MINUTE = timedelta(minutes=1)
# A timetable whose turns are further apart than this is none.
LONGEST_GAP = timedelta(days=366)


@dataclass(frozen=True)
class Job:
    """
    Work that is done at set times, by a use-case that takes the time of its turn as `at`.

    Turns that were missed are one: the latest is run, because what a job does is whatever is due
    by then. Where each turn leaves a mark of its own, such as a day's count, `is_each_turn_run`
    has all of them run, oldest first. With `in_each_tenant` every open tenant gets an event of its
    own, so that one shop's fault is no other's.
    """

    name: str
    # What people read on the page of scheduled work.
    label: str | Promise
    run: Callable[..., Any]
    when: crontab
    in_each_tenant: bool = False
    is_each_turn_run: bool = False


def last_slot(when: crontab, *, at: datetime) -> datetime:
    """
    Return the latest turn of a timetable up to a moment, in UTC.

    :raises ValueError: there was none within a year
    """
    slot = at.astimezone(UTC).replace(second=0, microsecond=0)
    earliest = slot - LONGEST_GAP
    while slot >= earliest:
        if _is_turn(when, slot):
            return slot
        # A day or an hour that has no turn is passed over in one step.
        if not _is_day(when, slot):
            slot = slot.replace(hour=0, minute=0) - MINUTE
        elif slot.hour not in when.hour:
            slot = slot.replace(minute=0) - MINUTE
        else:
            slot -= MINUTE
    raise ValueError(f"{when} has no turn in a year")


def slots_after(when: crontab, *, after: datetime, until: datetime, most: int) -> list[datetime]:
    """Return the turns that followed a moment, oldest first; of more than `most` the latest."""
    found: list[datetime] = []
    slot = last_slot(when, at=until)
    while slot > after and len(found) < most:
        found.append(slot)
        slot = last_slot(when, at=slot - MINUTE)
    return found[::-1]


def _is_turn(when: crontab, slot: datetime) -> bool:
    return _is_day(when, slot) and slot.hour in when.hour and slot.minute in when.minute


def _is_day(when: crontab, slot: datetime) -> bool:
    return (
        slot.isoweekday() % 7 in when.day_of_week
        and slot.day in when.day_of_month
        and slot.month in when.month_of_year
    )
