"""
What the tests of `make faults` share: a whole Kith to break, a seed, and a limit of time.

`house` is one for all files that one process tests: whoever breaks it leaves it mended, which is
what is tested. What cannot be mended (a database put back, a disk of its own) takes `own_house`, or
`running_house` with settings of its own. A test that needs longer than five minutes says so:
`@pytest.mark.within(minutes=12)`.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from kith.runtime.project import PROJECT
from outside.launcher.folder import reset
from tests.faults.disk import let_go
from tests.faults.house import House, running_house

MOST_MINUTES = 40
USUAL_MINUTES = 5
# Drawn once: the processes that run the tests side by side inherit it.
SEED = int(os.environ.setdefault("FAULTS_SEED", str(random.randrange(1_000_000))))
_BEGAN = time.monotonic()


def pytest_report_header() -> str:
    """Say how to let the same faults happen again."""
    return f"faults: FAULTS_SEED={SEED} lets the same happen again"


@pytest.fixture(scope="session")
def seed() -> int:
    """What everything random in a fault is drawn from; FAULTS_SEED sets it."""
    return SEED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Let what a test needs take no longer than the test may."""
    with limited(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """End a test that hangs: its own limit, and that of the whole run."""
    with limited(item):
        return (yield)


@contextlib.contextmanager
def limited(item: pytest.Item) -> Iterator[None]:
    """End what is inside when its time is over, by what nothing inside takes for an answer."""
    mark = item.get_closest_marker("within")
    own = 60 * (mark.kwargs["minutes"] if mark else USUAL_MINUTES)
    left = 60 * MOST_MINUTES - (time.monotonic() - _BEGAN)

    def end(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"{item.name} took longer than it may")

    before = signal.signal(signal.SIGALRM, end)
    # Again every few seconds: what is inside may clean up by waiting.
    signal.setitimer(signal.ITIMER_REAL, max(1.0, min(own, left)), 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def prepared(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder in which a house has run once and ended: migrated, loaded, ready to be copied."""
    with fresh_folder("prepared", request) as folder:
        with running_house(folder) as running:
            running.wait_until_ready()
        yield folder


@pytest.fixture(scope="session")
def house(prepared: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """One house for the whole run, on its own ports."""
    with fresh_folder("shared", request) as folder:
        furnish(folder, like=prepared)
        with running_house(folder) as running:
            running.wait_until_ready()
            yield running


@pytest.fixture(scope="module")
def own_house(prepared: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """A house of a module's own, which it may leave in ruins."""
    name = request.module.__name__.rpartition(".test_")[2].replace("_", "-")
    with fresh_folder(name, request) as folder:
        furnish(folder, like=prepared)
        with running_house(folder) as running:
            running.wait_until_ready()
            yield running


def furnish(folder: Path, *, like: Path) -> None:
    """Copy a prepared house, with ports of its own; where it cannot be copied it starts cold."""
    if any(like.glob("*.home")):
        # Its servers live elsewhere, where their account can reach them.
        return
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", f"{like}/.", str(folder)], check=True)
    (folder / "ports.json").unlink()


@contextlib.contextmanager
def fresh_folder(name: str, request: pytest.FixtureRequest) -> Iterator[Path]:
    """An empty state folder; it is kept when a test failed meanwhile, to be looked at."""
    process = os.environ.get("PYTEST_XDIST_WORKER", "main")
    folder = PROJECT / ".kith" / f"faults-{process}-{name}"
    let_go(folder)
    reset(folder)
    failed_before = request.session.testsfailed
    yield folder
    if request.session.testsfailed == failed_before:
        reset(folder)
