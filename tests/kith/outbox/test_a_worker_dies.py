"""What a killed worker had in hand is tried again within seconds; a living one is left alone."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kith.outbox import publish
from kith.outbox.claims import claim_due
from kith.outbox.deliver import (
    MOST_ATTEMPTS,
    make_delivery,
    make_due,
    note_lost_deliveries,
    sort_letters,
)
from kith.outbox.models import Delivery, Letter
from kith.outbox.reactions import Reaction, reacting
from kith.wall import in_public
from tests.kith.outbox import dying
from tests.kith.outbox.tea import TeaMade

SOON = timedelta(seconds=5)


@pytest.fixture(params=["atomic", "outside"])
def kind(request):
    return request.param


@pytest.fixture
def deliveries(house, kind):
    """Three committed deliveries of a reaction that hangs; gone after the test."""
    hanging = Reaction(dying.hang, atomic=kind == "atomic")
    with reacting({TeaMade: [hanging]}), in_public():
        with transaction.atomic():
            for number in range(3):
                publish(TeaMade(), key=f"dying-{number}")
        sort_letters(at=timezone.now())
        yield list(Delivery.objects.filter(letter__event="tea.made").order_by("pk"))
        Letter.objects.filter(event="tea.made").delete()


@contextmanager
def a_worker(kind, *asked):
    """A process that has begun a delivery; it is ended with the block, at the latest."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.kith.outbox.dying", kind, *map(str, asked)],
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


def lost_within(seconds, **known):
    """Look until the database notices that the connection is gone."""
    until = timezone.now() + timedelta(seconds=seconds)
    while timezone.now() < until:
        if found := note_lost_deliveries(**known):
            return found
    return 0


def test_what_a_killed_worker_had_is_due_within_seconds(deliveries, kind):
    row = deliveries[0]
    with a_worker(kind, row.pk) as worker:
        assert note_lost_deliveries() == 0
        assert not make_delivery(row.pk)
        worker.kill()
        worker.wait()
        assert lost_within(5) == 1

    row.refresh_from_db()
    assert row.next_try_at <= timezone.now() + SOON
    assert (row.attempts, row.taken_by, row.done_at) == (1, None, None)
    assert "the worker that had it is gone" in row.last_error
    assert note_lost_deliveries() == 0


def test_a_delivery_that_kills_every_worker_is_parked(deliveries, kind):
    row = deliveries[0]
    Delivery.objects.filter(pk=row.pk).update(attempts=MOST_ATTEMPTS - 1)
    with a_worker(kind, row.pk) as worker:
        worker.kill()
        worker.wait()
        assert lost_within(5) == 1

    row.refresh_from_db()
    assert row.parked_at is not None


@pytest.mark.parametrize("kind", ["atomic"])
def test_a_batch_that_dies_with_its_worker_is_blamed_on_none_and_tried_one_by_one(deliveries, kind):
    with a_worker(kind) as worker:
        worker.kill()
        worker.wait()
        assert lost_within(5) == 3

    keys = [one.pk for one in deliveries]
    Delivery.objects.filter(pk__in=keys).update(reaction="tests.kith.outbox.dying.drink")
    found = Delivery.objects.filter(pk__in=keys)
    assert {(one.attempts, one.taken_by, one.is_alone) for one in found} == {(0, None, True)}
    hands = [len(claim_due(most=25, outside=[], at=None)) for _ in range(2)]
    assert hands == [1, 1]
    with reacting({TeaMade: [dying.drink]}):
        make_due()
    assert found.filter(done_at__isnull=False).count() == 3


def test_a_database_that_was_away_is_no_workers_fault(deliveries, kind):
    row = deliveries[0]
    with a_worker(kind, row.pk) as worker:
        worker.kill()
        worker.wait()
        # The relay's own connection is younger than what it finds: both went at once, perhaps.
        assert lost_within(5, since=timezone.now()) == 1

    row.refresh_from_db()
    assert (row.attempts, row.taken_by, row.parked_at) == (0, None, None)


def test_a_worker_whose_connection_broke_uses_no_attempt_of_its_delivery(deliveries, kind):
    row = deliveries[0]
    breaking = Reaction(dying.break_connection, atomic=kind == "atomic")
    Delivery.objects.filter(pk=row.pk).update(reaction="tests.kith.outbox.dying.break_connection")

    with reacting({TeaMade: [breaking]}):
        assert not make_delivery(row.pk)

    row.refresh_from_db()
    assert (row.attempts, row.taken_by, row.parked_at) == (0, None, None)
    assert row.waiting_since is not None
    assert connection.is_usable()
