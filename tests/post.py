"""Deliver letters in a test's own process."""

from datetime import datetime, timedelta

import time_machine
from django.utils import timezone

from kith.outbox.deliver import due_deliveries, make_delivery, sort_letters
from kith.outbox.models import Delivery
from kith.wall import in_public

ROUNDS = 30


def drain(*, ahead: timedelta = timedelta(0)) -> int:
    """Sort and deliver until nothing is due; returns how many reactions were done."""
    done = 0
    tried: set[int] = set()
    for _ in range(ROUNDS):
        now = timezone.now() + ahead
        sort_letters(at=now)
        waiting = [key for key in due_deliveries(at=now) if key not in tried]
        if not waiting:
            return done
        for key in waiting:
            tried.add(key)
            done += make_delivery(key)
    raise AssertionError("letters keep coming: two reactions wake each other")


def let_pass(span: timedelta, *, start: datetime) -> datetime:
    """
    Let time pass with a relay and a worker that do what is due when it is; return its end.

    Every clock of this process is the one that is moved, and each delivery is made at the moment
    it is due, not before and not later.
    """
    now, end = start, start + span
    while True:
        with time_machine.travel(now, tick=False):
            sort_letters(at=now)
            for key in due_deliveries(at=now):
                make_delivery(key, at=now)
            sort_letters(at=now)
        following = _next_due()
        if following is None or following > end:
            return end
        now = max(now + timedelta(milliseconds=1), following)


def _next_due() -> datetime | None:
    with in_public():
        waiting = Delivery.objects.filter(done_at=None, parked_at=None).order_by("next_try_at")
        return waiting.values_list("next_try_at", flat=True).first()
