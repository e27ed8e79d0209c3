"""The stopwatch reads what a start says, and leaves nothing of what it started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kith.runtime.ports import free_port
from kith.runtime.processes import processes_seen
from kith.runtime.project import PROJECT
from outside.launcher.stopwatch import answers, environment, memory_of, pss_in, said_in

# Stand in the place of git and make: a clone of nothing, in which a demo opens at once, or never.
GIT = '#!/bin/sh\nmkdir -p "$4"\n'
OPENS = f"""#!/bin/sh
echo "$2" >> "$(dirname "$0")/asked"
[ "$2" = demo ] || exit 0
echo "   7.4 s  open after 7 s: http://home.kith.localhost/"
echo "  41.0 s  all of Kith is up"
exec {sys.executable} -m http.server --bind 127.0.0.1 "$PORT"
"""
NEVER_OPENS = '#!/bin/sh\n[ "$2" = demo ] || exit 0\necho $$ > "$TMPDIR/pid"\nexec sleep 600\n'


@pytest.fixture
def stopwatch(tmp_path):
    """Start the stopwatch among stand-ins; what it keeps is in `rooms`."""
    rooms, tools = tmp_path / "rooms", tmp_path / "tools"
    rooms.mkdir()
    tools.mkdir()

    def begin(make: str) -> subprocess.Popen:
        for name, content in {"git": GIT, "make": make}.items():
            (tools / name).write_text(content)
            (tools / name).chmod(0o755)
        known = {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "TMPDIR": str(rooms),
            "PYTHONPATH": str(PROJECT / "platform"),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "outside.launcher.stopwatch", "quiet"],
            cwd=PROJECT,
            env={**os.environ, **known},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return begin


def test_it_says_when_the_first_page_came_and_what_the_demo_says_of_it(stopwatch, tmp_path):
    with stopwatch(OPENS) as watch:
        said, wrong = watch.communicate()

    cold, warm = said.splitlines()
    assert wrong == ""
    assert cold.startswith("cold, quiet: open after ")
    assert cold.endswith("(said 7 s)")
    assert "(said 7 s), " in warm
    assert warm.endswith("MB once the year is over")
    # What a demo keeps may stand outside its folder, so each start is emptied by itself.
    asked = (tmp_path / "tools" / "asked").read_text().split()
    assert asked == ["demo", "demo-reset"] * 2
    assert list((tmp_path / "rooms").iterdir()) == []


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_ended_half_way_it_ends_what_it_started_and_removes_its_folder(stopwatch, tmp_path, word):
    note = tmp_path / "rooms" / "pid"
    with stopwatch(NEVER_OPENS) as watch:
        while not (note.exists() and note.read_text().strip()):
            assert watch.poll() is None
            os.sched_yield()
        started = int(note.read_text())
        watch.send_signal(word)
        _, said = watch.communicate()

    assert watch.returncode == 1
    assert "The stopwatch was stopped; nothing of it is left." in said
    assert started not in processes_seen()
    note.unlink()
    assert list((tmp_path / "rooms").iterdir()) == []


def test_a_start_that_fails_says_why_and_leaves_nothing(stopwatch, tmp_path):
    with stopwatch('#!/bin/sh\necho "Kith cannot run: no room"\nexit 2\n') as watch:
        _, said = watch.communicate()

    assert watch.returncode == 1
    assert "`make demo` ended before its first page" in said
    assert "Kith cannot run: no room" in said
    assert list((tmp_path / "rooms").iterdir()) == []


def test_the_seconds_of_a_start_are_read_from_what_it_says():
    assert said_in("  21.0 s  schema\n  27.3 s  open after 27 s: http://home/\n") == 27
    assert said_in("  21.0 s  schema\n") is None


def test_the_memory_is_that_of_all_parts_and_what_they_share_counts_once(tmp_path):
    assert pss_in("5500 rollup\nRss: 9000 kB\nPss: 1234 kB\nPss_Dirty: 7 kB\n") == 1234

    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        alone, both = memory_of(child.pid), memory_of(os.getpid())
        child.communicate(b"\n")
    without = memory_of(os.getpid())
    assert alone
    assert both
    assert without
    assert without + alone / 2 < both < without + alone * 2


def test_where_nobody_tells_of_memory_nothing_is_said(tmp_path):
    assert memory_of(os.getpid(), proc=tmp_path) is None


def test_a_start_takes_along_nothing_that_was_fetched_or_set_here(tmp_path):
    given = {"HOME": "/home", "UV_CACHE_DIR": "/warm", "DATABASE_URL": "x", "MAKEFLAGS": "n"}

    env = environment(given, cache=tmp_path, port=1, has_history=True)

    assert env["HOME"] == "/home"
    assert Path(env["UV_CACHE_DIR"]).is_relative_to(tmp_path)
    assert not {"DATABASE_URL", "MAKEFLAGS"} & env.keys()
    assert (env["PORT"], env["DEMO_HISTORY"]) == ("1", "1")


def test_a_port_where_nobody_listens_is_no_open_shop():
    assert not answers(free_port())
