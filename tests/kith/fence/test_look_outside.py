"""Nothing is sent by a house that may have forgotten something, or that is not the only one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from kith.errors import Unavailable
from kith.fence import gate
from kith.fence.gate import SendingHeld, require_open, standing
from kith.fence.models import Installation, Look, Pause
from kith.fence.questions import Seen, look_for_unknown
from kith.fence.usecases.look_outside import look_outside
from kith.questions import answering
from tests.clock import NOON


@pytest.fixture
def outside(public):
    """Say what stands outside; keeps since when it was looked for."""
    asked = []

    class Outside:
        seen = Seen(unknown=0, newest_epoch=0)
        silence: Exception | None = None
        looks = asked
        during: Callable[[], None] | None = None

    def answer(*, since, at):
        asked.append(since)
        if Outside.during and len(asked) == 1:
            Outside.during()
        if Outside.silence:
            raise Outside.silence
        return Outside.seen

    with answering(look_for_unknown.by(answer)):
        yield Outside


def reasons():
    return sorted(Pause.objects.standing().values_list("reason", flat=True))


def test_a_house_that_knows_its_past_sends_and_marks_what_it_sends(outside):
    look_outside(at=NOON)

    where = require_open(at=NOON)
    mine = Installation.objects.get()
    assert where.marks == {"installation": str(mine.identity), "epoch": str(mine.epoch)}
    assert outside.looks != []


def test_a_look_that_holds_is_not_repeated(outside):
    for _ in range(3):
        assert standing(at=NOON).is_open
    assert outside.looks == []


def test_one_unknown_thing_holds_everything_and_is_one_pause_however_often_seen(outside):
    outside.seen = Seen(unknown=1, newest_epoch=1)
    look_outside(at=NOON)
    look_outside(at=NOON + timedelta(hours=1))

    assert reasons() == [Pause.UNKNOWN]
    with pytest.raises(SendingHeld):
        require_open(at=NOON)


def test_a_newer_epoch_outside_says_that_another_house_goes_on(outside):
    outside.seen = Seen(unknown=0, newest_epoch=2)
    look_outside(at=NOON)

    assert reasons() == [Pause.NEWER]
    assert not standing(at=NOON).is_open


def test_a_copy_with_another_name_is_held_though_its_look_is_fresh(outside, settings):
    settings.KITH_INSTALLATION = "a copy elsewhere"

    assert standing(at=NOON).held_because == gate.HELD
    assert reasons() == [Pause.COPY]
    # Called by its old name it is no less a copy: a person has to say that it is not.
    settings.KITH_INSTALLATION = "a house for tests"
    assert not standing(at=NOON).is_open


def test_a_house_without_any_name_is_a_copy(outside, settings, tmp_path):
    settings.KITH_INSTALLATION = ""
    settings.KITH_STATE_DIR = tmp_path

    assert not standing(at=NOON).is_open
    assert reasons() == [Pause.COPY]


@pytest.mark.parametrize(
    "sign",
    [
        # A dump writes the row anew; a stand-by begins a timeline; a folder starts a server.
        "UPDATE fence_installation SET epoch = epoch",
        "UPDATE fence_look SET timeline = '000000FF'",
        "UPDATE fence_look SET looked_at = pg_postmaster_start_time() - interval '1 second'",
        "UPDATE fence_look SET looked_at = clock_timestamp() - interval '4 hours'",
        "DELETE FROM fence_look",
    ],
    ids=["dump", "stand-by", "folder", "hours ago", "never"],
)
def test_whatever_puts_a_database_back_makes_it_look_before_it_sends(outside, sign):
    with connection.cursor() as cursor:
        cursor.execute(sign)
    outside.seen = Seen(unknown=1, newest_epoch=1)

    assert not standing(at=NOON).is_open
    assert len(outside.looks) == 1


def test_where_the_world_is_silent_nothing_is_sent_and_nobody_is_needed(outside):
    Look.objects.all().delete()
    outside.silence = Unavailable("away")
    assert standing(at=NOON).held_because == gate.NOT_COMPARED
    assert reasons() == []

    outside.silence = None
    assert standing(at=NOON + timedelta(minutes=1)).is_open


def test_a_silent_world_is_asked_once_a_minute_whoever_wants_to_send(outside):
    Look.objects.all().delete()
    outside.silence = Unavailable("away")
    for seconds in (0, 1, 59):
        where = standing(at=NOON + timedelta(seconds=seconds))
        assert where.held_because == gate.NOT_COMPARED
    assert len(outside.looks) == 1

    outside.silence = None
    assert standing(at=NOON + timedelta(seconds=61)).is_open


def test_another_start_of_the_database_does_not_wait_for_the_minute_of_the_one_before(
    outside, monkeypatch
):
    Look.objects.all().delete()
    outside.silence = Unavailable("away")
    assert not standing(at=NOON).is_open

    outside.silence = None
    assert not standing(at=NOON).is_open
    # A test cannot start its server anew: it is told of another start.
    monkeypatch.setattr(gate, "server_start", lambda: "another")
    assert standing(at=NOON).is_open


def test_one_looks_at_a_time_and_the_others_are_told_that_nothing_is_compared_yet(outside):
    Look.objects.all().delete()
    meanwhile = []
    outside.during = lambda: meanwhile.append(standing(at=NOON).held_because)

    assert standing(at=NOON).is_open
    assert meanwhile == [gate.NOT_COMPARED]
    assert len(outside.looks) == 1
