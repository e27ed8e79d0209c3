"""One process kept running: the clock is given, the processes are real."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from kith.runtime.ports import LOOPBACK
from kith.runtime.processes import processes_seen
from kith.runtime.refusal import RuntimeRefusal
from outside.launcher import kept as times
from outside.launcher.asking import Question
from outside.launcher.kept import Health, Kept, answer_after, patience_after, pause_after

SLEEPER = (sys.executable, "-c", "import signal; signal.pause()")
PARENT = """
import signal, subprocess, sys
subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"], start_new_session=True)
print("up", flush=True)
signal.pause()
"""
WITH_A_CHILD = (sys.executable, "-c", PARENT)
NOBODY_LISTENS = Question(port=1, request=b"?", reads=lambda come, is_over: None)


@pytest.fixture
def said():
    return []


@pytest.fixture
def keep(said):
    """Keep a command running; whatever it started is gone afterwards."""
    made = []

    def make(argv=SLEEPER, **more):
        kept = Kept("worker", lambda: subprocess.Popen(argv, process_group=0), said.append, **more)
        made.append(kept)
        return kept

    yield make
    for kept in made:
        kept.close()
        if kept.child:
            kept._end(kept.child)
            kept.child.wait()


def end(kept: Kept, number: int = signal.SIGKILL) -> None:
    """End its process and wait until it has, unreaped: its keeper is to find it so."""
    os.killpg(kept.child.pid, number)
    os.waitid(os.P_PID, kept.child.pid, os.WEXITED | os.WNOWAIT)


def test_the_pauses_double_up_to_a_minute_and_never_end():
    assert [pause_after(count) for count in (0, 1, 2, 6, 7, 8, 1_000_000)] == [
        *(0.5, 1, 2, 32, 60, 60, 60)
    ]


def test_whoever_was_ended_for_silence_is_given_twice_as_long():
    assert [patience_after(hangs, has_spoken=True) for hangs in (0, 1, 2, 99)] == [
        *(40, 80, 160, 1200)
    ]
    assert patience_after(0, has_spoken=False) == 300
    assert [answer_after(hangs) for hangs in (0, 1, 99)] == [10, 20, 1200]


def test_one_that_ends_each_time_is_started_for_ever_each_time_later(keep, said):
    kept, now = keep((sys.executable, "-c", "raise SystemExit(3)")), 0.0
    kept.begin(now)

    for _ in range(12):
        os.waitid(os.P_PID, kept.child.pid, os.WEXITED | os.WNOWAIT)
        kept.tend(now, {})
        now = kept.again_at
        assert kept.health is Health.DOWN
        kept.tend(now, {})

    waits = [line.rpartition(" in ")[2] for line in said if "starting it again" in line]
    assert waits[:4] == ["0.5 s", "1 s", "2 s", "4 s"]
    assert waits[-2:] == ["60 s", "60 s"]
    assert kept.again_at is None


def test_one_that_ran_steadily_before_is_started_again_at_once(keep, said):
    kept = keep()
    kept.failures = 7
    kept.begin(0)
    end(kept)

    kept.tend(times.STEADY_SECONDS + 1, {})

    assert said == ["worker was ended by signal 9; starting it again in 0.5 s"]


@pytest.mark.parametrize("refusal", [OSError(28, "No space left"), RuntimeRefusal("port taken")])
def test_one_that_cannot_even_be_started_is_tried_again_later(said, refusal):
    def spawn():
        raise refusal

    kept = Kept("postgres", spawn, said.append)
    kept.begin(0)

    assert kept.again_at == 0.5
    assert "could not be started" in said[0]


def test_one_that_a_signal_stopped_is_ended_after_a_while(keep, said):
    kept = keep()
    kept.begin(0)
    os.kill(kept.child.pid, signal.SIGSTOP)
    os.waitid(os.P_PID, kept.child.pid, os.WSTOPPED | os.WNOWAIT)

    kept.tend(1, processes_seen())
    is_patient = not said
    kept.tend(1 + times.STOPPED_SECONDS, processes_seen())
    os.waitid(os.P_PID, kept.child.pid, os.WEXITED | os.WNOWAIT)

    assert is_patient
    assert said == ["worker was stopped by a signal and does not go on; ending it"]


def test_of_a_stopped_child_only_the_child_is_ended(keep, said):
    child = subprocess.Popen(WITH_A_CHILD, process_group=0, stdout=subprocess.PIPE, text=True)
    kept = keep()
    kept.take(child, 0)
    child.stdout.readline()
    [grandchild] = [one for one in processes_seen().values() if one.parent == child.pid]
    os.kill(grandchild.pid, signal.SIGSTOP)

    deadline = time.monotonic() + 20
    while not processes_seen()[grandchild.pid].is_stopped:
        assert time.monotonic() < deadline
    kept.tend(1, processes_seen())
    kept.tend(1 + times.STOPPED_SECONDS, processes_seen())

    assert child.poll() is None
    assert said == ["worker: 1 of its processes were stopped by a signal; ending them"]
    child.stdout.close()


def test_one_that_speaks_no_more_is_ended_and_then_waited_for_longer(keep, said):
    kept = keep(question=NOBODY_LISTENS)
    kept.begin(0)
    kept.hear(10)

    kept.tend(10 + times.SILENT_SECONDS, {})
    is_patient = not said
    kept.tend(11 + times.SILENT_SECONDS, {})

    assert is_patient
    assert said == ["worker has said nothing for 41 s; ending it"]
    assert kept.hangs == 1


@pytest.fixture
def mute():
    """A question to somebody who takes every call and says nothing."""
    with socket.create_server((LOOPBACK, 0)) as door:
        yield Question(door.getsockname()[1], b"?", reads=lambda come, is_over: None)


def test_one_that_leaves_its_questions_unanswered_is_ended_but_not_soon(keep, said, mute):
    kept, now = keep(question=mute), 0.0
    kept.begin(now)

    while not said and now < 1000:
        # Another of its workers answers somebody else.
        kept.hear(now)
        kept.tend(now, {})
        now += 6

    assert said == ["worker leaves every second question unanswered; ending it"]
    assert now > 200


def test_what_was_asked_before_its_first_word_is_not_held_against_it(keep, said, mute):
    kept = keep(question=mute)
    kept.begin(0)

    for now in range(0, 290, 6):
        kept.tend(now, {})
    kept.hear(290)
    kept.tend(291, {})

    assert said == []


def test_before_its_first_word_one_is_given_a_cold_start_of_five_minutes(keep, said):
    kept = keep(question=NOBODY_LISTENS)
    kept.begin(0)

    kept.tend(300, {})

    assert said == []


def test_silence_does_not_count_while_what_one_speaks_through_is_down(keep, said):
    kept = keep(leaves_pulse=True)
    kept.begin(0)
    kept.hear(10)
    kept.excuse(1000)

    kept.tend(1001, {})

    assert said == []


def test_one_that_nobody_can_ask_and_nobody_hears_of_is_left_in_peace(keep, said):
    kept = keep()
    kept.begin(0)

    kept.tend(100_000, {})

    assert said == []
