"""Who has left a sign of life, and what `/readyz` says of who has not."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.db.utils import ProgrammingError

from kith.pulse.beating import MISSING_AFTER, PARTS, Heart, missing_parts
from kith.pulse.models import Pulse
from kith.pulse.worker import Loop


@pytest.fixture
def all_alive(public):
    for part in PARTS:
        Heart(part).beat()


def fall_silent(part: str) -> None:
    long_ago = Now() - MISSING_AFTER - timedelta(seconds=1)
    Pulse.objects.filter(part=part).update(felt_at=long_ago)


def test_where_every_part_has_left_a_sign_all_is_ready(all_alive, client_for):
    answer = client_for(None).get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "missing": []})


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_fell_silent_is_named_and_nothing_is_ready(all_alive, client_for, part):
    fall_silent(part)

    answer = client_for(None).get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"ready": False, "missing": [part]})


def test_a_house_in_which_nobody_has_spoken_yet_waits_for_each(public):
    assert missing_parts() == [*PARTS]


def test_the_next_sign_of_another_process_of_the_part_brings_it_back(all_alive):
    fall_silent("worker")

    Heart("worker").beat()

    assert missing_parts() == []
    assert Pulse.objects.filter(part="worker").count() == 1


def test_a_heart_writes_no_more_often_than_it_beats(public):
    heart = Heart("relay")
    heart.beat()
    Pulse.objects.all().delete()

    heart.beat()

    assert not Pulse.objects.exists()


def test_a_shop_knows_nothing_of_it(all_alive, acme):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(Pulse.objects.all())


def test_a_worker_is_stuck_when_its_loop_should_turn_and_does_not():
    loop = Loop()
    before_the_broker = loop.is_stuck(now=1e12)
    loop.turn()
    turning = loop.is_stuck(now=0)
    stuck = loop.is_stuck(now=1e12)
    loop.pause()

    assert (before_the_broker, turning, stuck) == (False, False, True)
    assert loop.is_stuck(now=1e12) is False
