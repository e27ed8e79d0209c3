"""Deliver letters in a test's own process."""

from datetime import timedelta

from django.utils import timezone

from kith.outbox.deliver import due_deliveries, make_delivery, sort_letters

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
