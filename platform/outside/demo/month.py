"""
A month more of the demo, lived day by day.

For each day the clock of every part moves on at once, the turns of that day are posted, and what
follows is done, here and by whoever works beside us, until nothing is under way; then comes the
next day. Whoever is ended goes on with the day the clock says: each day can be lived twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from kith.errors import DomainError
from kith.outbox.deliver import make_due, sort_letters
from kith.outbox.jobs import database_clock, post_due_jobs
from kith.outbox.models import Delivery, Letter
from kith.wall import in_public
from outside.demo.notes import MONTH_DAYS, move_a_day, noted_clock
from outside.network.testing import tell_day
from outside.stripe.testing import Control
from tenants.accounts.models import Session

DAY = timedelta(days=1)
# What is due so soon is waited for: a job's parts fall due one after the other.
SOON = timedelta(seconds=3)
BREATH_SECONDS = 0.05
# Of a day that does not come to rest the rest is done beside the next one.
LONGEST_DAY_SECONDS = 180.0


class ClockStands(DomainError):
    """The world outside is not ours to move."""

    code = "demo.clock_stands"


def may_move() -> bool:
    """Say whether the world outside moves along: the real Stripe has a clock of its own."""
    return bool(settings.STRIPE_API_BASE)


def live_ahead(*, say: Callable[[str], None]) -> None:
    """
    Live until the day that was asked for; where none was, nothing happens.

    :raises ClockStands: Stripe is the real one
    """
    clock = noted_clock(settings.KITH_STATE_DIR)
    if clock.is_moving and not may_move():
        raise ClockStands(
            "The real Stripe's clock cannot be moved.",
            mend="Leave STRIPE_SECRET_KEY out, and the demo has a stand-in that can.",
        )
    # What is due by now, or the rest of a day in which we were ended, comes first.
    while clock.is_moving:
        _live_today(say)
        if clock.ahead_days < clock.until_days:
            _keep_people_in()
        clock = move_a_day(settings.KITH_STATE_DIR)
        if clock.is_moving:
            say(f"day {clock.day} of {MONTH_DAYS}: {timezone.now():%d %B %Y}")


def _live_today(say: Callable[[str], None]) -> None:
    """Do all that is due by the demo's clock."""
    stripe = Control(settings.STRIPE_API_BASE)
    stripe.set_clock(timezone.now())
    tell_day(settings.NETWORK_URL, timezone.now().date())
    deadline = time.monotonic() + LONGEST_DAY_SECONDS
    while _is_busy(stripe):
        if time.monotonic() > deadline:
            say("the day does not come to rest; what is left of it is done beside the next")
            return
        time.sleep(BREATH_SECONDS)


def _is_busy(stripe: Control) -> bool:
    """Do what is due; say whether more was, or is about to be."""
    posted = post_due_jobs(at=database_clock())
    sort_letters(at=timezone.now())
    make_due()
    # What Stripe says of it comes back as letters.
    is_told = stripe.drain(seconds=SOON.total_seconds())
    return bool(posted) or not is_told or _is_under_way(timezone.now() + SOON)


def _is_under_way(by: datetime) -> bool:
    with in_public():
        undone = Delivery.objects.filter(done_at=None, parked_at=None)
        due = undone.filter(Q(next_try_at__lte=by) | Q(taken_by__isnull=False))
        return due.exists() or Letter.objects.filter(sorted_at=None).exists()


def _keep_people_in() -> None:
    """Let who is signed in be so tomorrow: for them it is a moment later."""
    with in_public():
        Session.objects.update(started_at=F("started_at") + DAY, expire_date=F("expire_date") + DAY)
