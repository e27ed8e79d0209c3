import os
import signal
import sys
import time

import pytest

from outside.launcher.parts import Part
from outside.launcher.supervisor import PartFailed, Supervisor
from tests.kith.runtime.probes import has_ended_within

SLEEPER = (sys.executable, "-c", "import signal; signal.pause()")
START_A_SLEEPER = """
import signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
print(child.pid, flush=True)
signal.pause()
"""


@pytest.fixture
def said():
    return []


@pytest.fixture
def supervisor(tmp_path, said):
    supervisor = Supervisor(dict(os.environ), tmp_path / "log", said.append)
    yield supervisor
    supervisor.stop()


def tend_until(supervisor, is_reached, seconds=10):
    deadline = time.monotonic() + seconds
    while not is_reached():
        assert time.monotonic() < deadline
        supervisor.tend()


def test_a_part_that_was_killed_runs_again_and_says_so(supervisor, said):
    supervisor.start(Part("worker", SLEEPER))
    killed = supervisor.pids()["worker"]
    os.kill(killed, signal.SIGKILL)

    tend_until(supervisor, lambda: supervisor.pids()["worker"] != killed)

    assert said == [
        "worker was ended by signal 9; starting it again in 0.5 s",
        "worker runs again (1 of 5)",
    ]


def test_a_part_that_never_holds_is_given_up_with_its_log_named(supervisor, said, monkeypatch):
    monkeypatch.setattr("outside.launcher.supervisor.RESTARTS", 1)
    supervisor.start(Part("worker", (sys.executable, "-c", "raise SystemExit(3)")))

    tend_until(supervisor, lambda: "stays down" in said[-1] if said else False)

    assert "ended with code 3" in said[-1]
    assert "worker.log" in said[-1]


def test_what_a_part_started_ends_with_it(supervisor, tmp_path):
    supervisor.start(Part("worker", (sys.executable, "-c", START_A_SLEEPER)))
    log = tmp_path / "log" / "worker.log"
    tend_until(supervisor, lambda: log.read_text().endswith("\n"))
    grandchild = int(log.read_text())

    supervisor.stop()

    assert has_ended_within(grandchild, 5)


def test_a_command_gives_what_it_printed(supervisor):
    assert supervisor.run("hello", sys.executable, "-c", "print('hello')") == "hello\n"


def test_a_command_that_fails_shows_its_last_words(supervisor):
    with pytest.raises(PartFailed, match="no such table"):
        supervisor.run("migrate", sys.executable, "-c", "raise SystemExit('no such table')")


def test_waiting_for_a_part_that_ended_is_refused_with_its_last_words(supervisor):
    part = Part("web", (sys.executable, "-c", "raise SystemExit('no such module')"), port=1)
    supervisor.start(part)

    with pytest.raises(PartFailed, match="no such module"):
        supervisor.wait_for_port(part)
