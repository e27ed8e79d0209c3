import os
import signal
import subprocess
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


def tend_until(supervisor, is_reached, seconds=20):
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
        "worker runs again",
    ]


def test_what_somebody_else_started_is_started_again_by_them_and_left_to_them(supervisor, tmp_path):
    children = [subprocess.Popen(SLEEPER, process_group=0)]

    def again():
        children.append(subprocess.Popen(SLEEPER, process_group=0))
        return children[-1]

    supervisor.look_after(
        "postgres", children[0], again=again, question=None, log=tmp_path / "p.log"
    )
    children[0].kill()
    tend_until(supervisor, lambda: len(children) == 2)
    supervisor.stop()

    assert children[1].poll() is None
    children[1].kill()
    children[1].wait()


def test_a_disk_that_takes_no_log_keeps_nobody_from_running(supervisor, tmp_path):
    (tmp_path / "log").write_text("no folder can be here")

    supervisor.start(Part("worker", SLEEPER))

    assert supervisor.failures("worker") == 0
    os.kill(supervisor.pids()["worker"], 0)


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


def test_a_command_that_came_to_rest_is_not_waited_for(supervisor, monkeypatch):
    monkeypatch.setattr("outside.launcher.supervisor.STILL_SECONDS", 0.5)

    with pytest.raises(PartFailed, match="did nothing"):
        supervisor.run("migrate", *SLEEPER)


def test_while_a_command_runs_the_parts_are_kept_running(supervisor, tmp_path):
    mark = tmp_path / "mark"
    come = f"open({str(mark)!r}, 'a').write('x'); import signal; signal.pause()"
    supervisor.start(Part("stripe", (sys.executable, "-c", come)))
    # Killed once it has written, not between the file's making and that.
    tend_until(supervisor, lambda: mark.exists() and mark.read_text() == "x")
    os.kill(supervisor.pids()["stripe"], signal.SIGKILL)

    # It ends once the part has come a second time, and fails where that never is.
    wait = f"""
import time
end = time.monotonic() + 60
while len(open({str(mark)!r}).read()) < 2:
    assert time.monotonic() < end
"""
    supervisor.run("load", sys.executable, "-c", wait)

    assert mark.read_text() == "xx"


def test_what_is_done_once_is_begun_again_until_it_is_done(supervisor, said, tmp_path):
    mark = tmp_path / "mark"
    # Ended half-way the first time, done the second time.
    live = f"""
import os, pathlib, signal
mark = pathlib.Path({str(mark)!r})
if not mark.exists():
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""
    supervisor.start(Part("year", (sys.executable, "-c", live), is_done_once=True))

    tend_until(supervisor, lambda: not supervisor.keeps("year"))

    assert said == ["year was ended by signal 9; starting it again in 0.5 s", "year runs again"]
    assert "year" not in supervisor.pids()


def test_what_was_begun_and_not_waited_for_ends_with_us(supervisor):
    supervisor.begin(Part("static", (sys.executable, "-c", START_A_SLEEPER)))
    log = supervisor.log("static")
    tend_until(supervisor, lambda: log.read_text().endswith("\n"))

    supervisor.stop()

    assert has_ended_within(int(log.read_text()), 5)
