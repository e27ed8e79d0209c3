"""The relay sees to it that workers know: a wake-up may be lost, none is piled up."""

import pytest
import redis
from django.conf import settings
from django.db import transaction

from kith.outbox import publish
from kith.outbox.models import Delivery, Letter
from kith.outbox.reactions import Reaction, reacting
from kith.outbox.relay import relay_once
from kith.outbox.tasks import deliver_later
from kith.wall import in_public
from tests.kith.outbox.tea import TeaMade


def sip() -> None:
    """Do nothing much."""


def gulp() -> None:
    """Do nothing much, outside of a transaction."""


@pytest.fixture
def queue(servers):
    """The queue itself, empty before and after."""
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as client:
        client.flushall()
        yield client
        client.flushall()


@pytest.fixture
def posted(house, queue):
    """Forty committed letters, each for one reaction of either kind; gone after the test."""
    with reacting({TeaMade: [sip, Reaction(gulp, atomic=False)]}), in_public():
        with transaction.atomic():
            for number in range(40):
                publish(TeaMade(), key=f"relayed-{number}")
        yield Delivery.objects.filter(letter__event="tea.made")
        Letter.objects.filter(event="tea.made").delete()


def waiting(queue):
    """Say how many wake-ups wait."""
    return queue.llen("kith-queue:deliveries")


def test_a_few_wake_ups_are_enough_for_many_letters(posted, queue):
    relay_once()

    assert posted.count() == 80
    assert waiting(queue) == 20


def test_a_second_look_adds_no_wake_up_to_those_that_wait(posted, queue):
    relay_once()
    before = waiting(queue)

    assert relay_once() == 0
    assert waiting(queue) == before


def test_wake_ups_that_were_lost_with_valkey_are_sent_at_the_next_look(posted, queue):
    relay_once()
    before = waiting(queue)
    queue.flushall()

    relay_once()

    assert waiting(queue) == before


def test_whoever_is_woken_makes_all_that_is_due_and_nobody_is_woken_after(posted, queue):
    relay_once()
    deliver_later()
    queue.flushall()

    assert posted.filter(done_at=None).count() == 0
    assert relay_once() == 0
