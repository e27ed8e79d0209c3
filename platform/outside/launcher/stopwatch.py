"""
How long it takes until a person can open the first shop: `make stopwatch`.

Clones what is committed into a folder of its own and runs `make demo` there: cold, with no package
fetched before, and warm, once more in the same folder after `make demo-reset`; on the machine as
it is, and with all its processors kept busy by something else. The memory is that of all parts,
once the year of history was lived. Ends what it started and removes its folder, whatever happens.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from kith.runtime.children import has_ended, spawn, stop
from kith.runtime.ports import LOOPBACK, free_port
from kith.runtime.processes import PROC, family_of, processes_seen
from kith.runtime.project import PROJECT
from kith.runtime.refusal import RuntimeRefusal
from outside.launcher.parts import NETWORK_HOST
from outside.launcher.running import OF_THE_CALLER
from outside.launcher.supervisor import tail

QUIET, BUSY = "quiet", "busy"
COLD, WARM = "cold", "warm"
# What a start in a folder of its own must not take from whoever measures it.
NOT_TAKEN_ALONG = (
    *OF_THE_CALLER,
    *("STRIPE_SECRET_KEY", "KITH_STATE_DIR", "KITH_NETWORK_HOST", "ADDRESS", "PORT"),
    *("DEMO_HISTORY", "VIRTUAL_ENV", "MAKEFLAGS", "MFLAGS", "MAKELEVEL"),
)
CACHES = ("XDG_CACHE_HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR")
BUSY_LOOP = (sys.executable, "-c", "while True: pass")
LOOK_SECONDS, PATIENCE_SECONDS = 0.05, 60.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
OPEN_SECONDS, LIVED_SECONDS, END_SECONDS = 3_600.0, 10_800.0, 60.0
SAID = re.compile(r"open after (\d+) s")
LIVED = "all of Kith is up"


class Interrupted(Exception):
    """Somebody asked us to end."""


class NotMeasured(RuntimeRefusal):
    """A start did not come to what was to be measured; its last words are in the message."""


@dataclass(frozen=True)
class Reading:
    """One start: when its first page was answered, when it said so, what all parts take by then."""

    load: str
    warmth: str
    seconds: float
    said: int | None
    megabytes: float | None = None

    @property
    def line(self) -> str:
        """What is printed of it."""
        said = "said nothing" if self.said is None else f"said {self.said} s"
        memory = (
            "" if self.megabytes is None else f", {self.megabytes:.0f} MB once the year is over"
        )
        return f"{self.warmth}, {self.load}: open after {self.seconds:.1f} s ({said}){memory}"


def measure(
    folder: Path, *, load: str, port: int, until_lived: bool, has_history: bool
) -> Generator[Reading]:
    """Measure one cold start and one warm start of a fresh clone in that folder."""
    clone = folder / "kith"
    subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(clone)], check=True)
    env = environment(os.environ, cache=folder / "cache", port=port, has_history=has_history)
    with kept_busy(os.cpu_count() or 1) if load == BUSY else contextlib.nullcontext():
        for warmth in (COLD, WARM):
            # What a demo keeps may stand outside its folder: only it knows where.
            with emptied_after(clone, env), running(clone, env, folder / f"{warmth}.log") as start:
                seconds = start.wait_until_open(port)
                megabytes = start.wait_until_lived() if until_lived and warmth == WARM else None
                yield Reading(load, warmth, seconds, start.said, megabytes)


def environment(
    given: Mapping[str, str], *, cache: Path, port: int, has_history: bool
) -> dict[str, str]:
    """Return the environment of a start that finds nothing of what was fetched here before."""
    env = {name: setting for name, setting in given.items() if name not in NOT_TAKEN_ALONG}
    env |= {name: str(cache / name.lower()) for name in CACHES}
    return env | {"PORT": str(port), "DEMO_HISTORY": "1" if has_history else "0"}


@dataclass
class Start:
    """A `make demo` under way."""

    child: subprocess.Popen
    output: Path
    began: float

    @property
    def said(self) -> int | None:
        """After how many seconds it says of itself that it was open; None until it does."""
        return said_in(self.output.read_text(errors="replace"))

    def wait_until_open(self, port: int) -> float:
        """Wait until the first page really comes; return after how many seconds it did."""
        self._wait(lambda: answers(port), seconds=OPEN_SECONDS, what="its first page")
        opened = time.monotonic() - self.began
        # What it says of itself comes a moment later.
        self._wait(lambda: self.said is not None, seconds=END_SECONDS, what="its word of it")
        return opened

    def wait_until_lived(self) -> float | None:
        """Wait until the year is over and all is up; return what all parts take, in megabytes."""
        self._wait(
            lambda: LIVED in self.output.read_text(errors="replace"),
            seconds=LIVED_SECONDS,
            what="the end of its year",
        )
        return memory_of(self.child.pid)

    def _wait(self, come: Callable[[], bool], *, seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not come():
            if has_ended(self.child):
                raise NotMeasured(f"`make demo` ended before {what}:\n{tail(self.output, 40)}")
            if time.monotonic() > deadline:
                raise NotMeasured(f"{what} did not come:\n{tail(self.output, 40)}")
            time.sleep(LOOK_SECONDS)


@contextlib.contextmanager
def emptied_after(clone: Path, env: Mapping[str, str]) -> Iterator[None]:
    """Run `make demo-reset` in a clone when the block ends."""
    try:
        yield
    finally:
        reset = ["make", "--no-print-directory", "demo-reset"]
        subprocess.run(reset, cwd=clone, env=env, check=False, capture_output=True)


@contextlib.contextmanager
def running(clone: Path, env: Mapping[str, str], output: Path) -> Iterator[Start]:
    """Run `make demo` in a clone until the block ends."""
    command = ["make", "--no-print-directory", "demo"]
    with contextlib.ExitStack() as stack:
        with output.open("wb") as file, end_held_back():
            began = time.monotonic()
            child = spawn(command, output=file, env=env, cwd=clone)
            stack.callback(stop, child, with_signal=signal.SIGTERM, seconds=END_SECONDS)
        yield Start(child, output, began)


@contextlib.contextmanager
def kept_busy(count: int) -> Iterator[None]:
    """Keep so many processors busy until the block ends."""
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            with end_held_back():
                stack.callback(stop, spawn(BUSY_LOOP, output=subprocess.DEVNULL))
        yield


def answers(port: int) -> bool:
    """Say whether the telco's own shop shows its first page."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/", headers={"Host": f"home.{NETWORK_HOST}:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def said_in(output: str) -> int | None:
    """Return after how many seconds a demo says that it is open; None until it says so."""
    found = SAID.search(output)
    return int(found.group(1)) if found else None


def memory_of(pid: int, *, proc: Path = PROC) -> float | None:
    """
    Return what a process and all it started take together, in megabytes; None where none can say.

    What several share counts once: each has its part of it (PSS).
    """
    kilobytes = 0
    for member in family_of(pid, processes_seen()):
        try:
            told = (proc / str(member.pid) / "smaps_rollup").read_text()
        except FileNotFoundError:
            if not (proc / "self" / "smaps_rollup").exists():
                return None
            # It ended while we were looking.
            continue
        kilobytes += pss_in(told)
    return kilobytes / 1024


def pss_in(rollup: str) -> int:
    """Return the kilobytes that a process has of what it and others share, and all that is its."""
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """Give a folder that is gone when the block ends, by whatever."""
    with contextlib.ExitStack() as stack:
        with end_held_back():
            folder = Path(tempfile.mkdtemp(prefix="kith-stopwatch-"))
            stack.callback(shutil.rmtree, folder)
        yield folder


@contextlib.contextmanager
def end_held_back() -> Iterator[None]:
    """Let a signal wait until the block is over: what begins there has to be known to be ended."""
    came: list[int] = []

    def wait(number: int, frame: FrameType | None) -> None:
        came.append(number)

    before = {each: signal.signal(each, wait) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if came:
        signal.raise_signal(came[0])


def listen_for_end() -> None:
    """Let the first signal end us in good order; a second one must not interrupt the tidying up."""

    def end(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted

    for each in SIGNALS:
        signal.signal(each, end)


def main(argv: Sequence[str] | None = None) -> None:
    """Measure what was asked for, and print it line by line."""
    parser = argparse.ArgumentParser(prog="python -m outside.launcher.stopwatch")
    parser.add_argument("loads", nargs="*", choices=[QUIET, BUSY], default=[QUIET, BUSY])
    asked = parser.parse_args(argv)
    has_history = os.environ.get("DEMO_HISTORY") != "0"
    listen_for_end()
    try:
        for load in asked.loads:
            with own_folder() as folder:
                found = measure(
                    folder,
                    load=load,
                    port=free_port(),
                    # Once is enough: what the parts take does not hang on who else works here.
                    until_lived=load == asked.loads[0],
                    has_history=has_history,
                )
                with contextlib.closing(found):
                    for reading in found:
                        print(reading.line, flush=True)
    except Interrupted:
        sys.exit("The stopwatch was stopped; nothing of it is left.")
    except (RuntimeRefusal, subprocess.CalledProcessError) as refusal:
        sys.exit(f"Not measured: {refusal}")


if __name__ == "__main__":
    main()
