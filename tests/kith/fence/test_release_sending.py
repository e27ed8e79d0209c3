"""Two people let sending go on; whoever had a hand in it is not the second."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kith.audit.models import AuditEntry
from kith.fence.gate import standing
from kith.fence.identity import outside_identity
from kith.fence.models import Installation, Pause
from kith.fence.questions import Seen, dealt_with_by, look_for_unknown, unknown_left
from kith.fence.usecases.look_outside import look_outside
from kith.fence.usecases.release_sending import (
    NothingHeld,
    NotLooked,
    StillUnknown,
    release_sending,
)
from kith.four_eyes import SamePerson
from kith.questions import answering
from tests.clock import NOON

ADA, BEN, CARO = uuid4(), uuid4(), uuid4()


@pytest.fixture
def held(public):
    """A house where one thing was unknown, and Caro dealt with it."""

    class World:
        left = 0
        newest_epoch = 3
        hands = {CARO}

    answers = (
        look_for_unknown.by(lambda **_: Seen(unknown=1, newest_epoch=World.newest_epoch)),
        unknown_left.by(lambda: World.left),
        dealt_with_by.by(lambda **_: World.hands),
    )
    with answering(*answers):
        look_outside(at=NOON)
        yield World


def test_the_second_yes_opens_under_an_epoch_above_all_that_was_seen(held):
    assert release_sending(by=ADA, at=NOON) is False
    assert not standing(at=NOON).is_open

    assert release_sending(by=BEN, at=NOON) is True
    mine = Installation.objects.get()
    assert standing(at=NOON).is_open
    assert (mine.epoch, mine.identity) == (4, outside_identity())
    assert standing(at=NOON + timedelta(days=2)).doubts_past
    assert not standing(at=NOON + timedelta(days=40)).doubts_past
    actions = AuditEntry.objects.filter(action__startswith="sending.").order_by("pk")
    assert list(actions.values_list("action", "actor_id"))[-2:] == [
        ("sending.release_asked", ADA),
        ("sending.released", BEN),
    ]


@pytest.mark.parametrize("second", [ADA, CARO], ids=["who asked", "who took in"])
def test_whoever_had_a_hand_in_it_is_not_the_second(held, second):
    release_sending(by=ADA, at=NOON)

    with pytest.raises(SamePerson):
        release_sending(by=second, at=NOON)
    assert Pause.objects.standing().exists()


def test_nobody_opens_while_something_is_unknown(held):
    held.left = 1
    with pytest.raises(StillUnknown):
        release_sending(by=ADA, at=NOON)
    assert not Pause.objects.exclude(asked_by=None).exists()


def test_nobody_opens_by_a_look_of_hours_ago(held):
    release_sending(by=ADA, at=NOON)
    with pytest.raises(NotLooked):
        release_sending(by=BEN, at=NOON + timedelta(hours=2))
    assert Pause.objects.standing().exists()


def test_what_came_up_after_the_first_yes_is_said_anew(held, settings):
    release_sending(by=ADA, at=NOON)
    settings.KITH_INSTALLATION = "a copy elsewhere"
    look_outside(at=NOON)

    assert release_sending(by=BEN, at=NOON) is False
    assert Pause.objects.standing().count() == 3


def test_a_newer_epoch_seen_while_held_is_learnt_and_said_yes_to_anew(held):
    release_sending(by=ADA, at=NOON)
    held.newest_epoch = 8
    look_outside(at=NOON)

    # The audit says why the first yes does not count any more.
    assert AuditEntry.objects.get(action="sending.newer_epoch_seen").detail["newest_epoch"] == 8
    assert release_sending(by=BEN, at=NOON) is False
    assert release_sending(by=ADA, at=NOON) is True
    assert Installation.objects.get().epoch == 9


def test_a_copy_takes_the_place_of_its_original_by_two_people(held, settings):
    settings.KITH_INSTALLATION = "a copy elsewhere"
    look_outside(at=NOON)
    release_sending(by=ADA, at=NOON)
    release_sending(by=BEN, at=NOON)

    assert standing(at=NOON).is_open
    # What was the original is the copy now.
    settings.KITH_INSTALLATION = "a house for tests"
    assert not standing(at=NOON).is_open


def test_where_nothing_is_held_there_is_nothing_to_open(public):
    with pytest.raises(NothingHeld):
        release_sending(by=ADA, at=NOON)
