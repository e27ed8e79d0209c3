"""What a killed worker had in hand is tried again within seconds; a living one is left alone."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from config.wiring import wire
from kith.outbox import publish, relay
from kith.outbox.deliver import (
    MOST_ATTEMPTS,
    make_delivery,
    note_lost_deliveries,
    sort_letters,
)
from kith.outbox.models import Delivery, Letter
from kith.outbox.reactions import Reaction, react_with
from kith.wall import in_public
from tests.kith.outbox import dying

SOON = timedelta(seconds=5)


@pytest.fixture(params=["atomic", "outside"])
def delivery(house, request, monkeypatch):
    """A committed delivery of a reaction that hangs; gone after the test."""
    react_with({"tea.made": [Reaction(dying.hang, atomic=request.param == "atomic")]})
    with in_public():
        with transaction.atomic():
            publish("tea.made", key="dying")
        sort_letters(at=timezone.now())
        yield Delivery.objects.get(letter__event="tea.made"), request.param
        Letter.objects.filter(event="tea.made").delete()
    wire()


@contextmanager
def a_worker(delivery, kind):
    """A process that has begun the delivery; it is ended with the block, at the latest."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.kith.outbox.dying", str(delivery.pk), kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    try:
        assert worker.stdout.readline() == "begun\n"
        yield worker
    finally:
        worker.kill()
        worker.communicate()


def lost_within(seconds):
    """Look until the database notices that the connection is gone."""
    until = timezone.now() + timedelta(seconds=seconds)
    while timezone.now() < until:
        if found := note_lost_deliveries():
            return found
    return 0


def test_what_a_killed_worker_had_is_due_within_seconds(delivery):
    row, kind = delivery
    with a_worker(row, kind) as worker:
        assert note_lost_deliveries() == 0
        assert not make_delivery(row.pk)
        worker.kill()
        worker.wait()
        assert lost_within(5) == 1

    row.refresh_from_db()
    assert row.next_try_at <= timezone.now() + SOON
    assert (row.attempts, row.taken_at, row.done_at) == (1, None, None)
    assert "the worker that had it is gone" in row.last_error
    assert note_lost_deliveries() == 0


def test_the_relay_wakes_another_worker_for_it(delivery, monkeypatch):
    row, kind = delivery
    woken = []
    monkeypatch.setattr(
        relay.deliver_later, "delay", lambda **about: woken.append(about["delivery_id"])
    )
    relay.relay_once()
    with a_worker(row, kind) as worker:
        relay.relay_once()
        worker.kill()
        worker.wait()
        assert lost_within(5) == 1
    Delivery.objects.filter(pk=row.pk).update(next_try_at=timezone.now())

    relay.relay_once()

    assert woken == [row.pk, row.pk]


def test_a_delivery_that_kills_every_worker_is_parked(delivery):
    row, kind = delivery
    Delivery.objects.filter(pk=row.pk).update(attempts=MOST_ATTEMPTS - 1)
    with a_worker(row, kind) as worker:
        worker.kill()
        worker.wait()
        assert lost_within(5) == 1

    row.refresh_from_db()
    assert row.parked_at is not None
