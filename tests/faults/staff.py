"""Staff who act on a house while it is broken: one process, one act after the other."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from kith.runtime.project import PROJECT
from tests.faults.house import House


class Refused(Exception):
    """The act did not happen, and why."""


class Broken(Exception):
    """The house was in no state to do it, or to say whether it did."""


class Staff:
    """Acts of tests.faults.acts, each by its name."""

    def __init__(self, running: subprocess.Popen) -> None:
        self._running = running

    def act(self, name: str, **words: Any) -> Any:
        """
        Do one act and return what it gives.

        :raises Refused: it was refused
        :raises Broken: nobody can tell whether it was done; the same key may be used again
        """
        asked, told = self._running.stdin, self._running.stdout
        assert asked
        assert told
        asked.write(f"{json.dumps([name, words])}\n")
        asked.flush()
        how, what = json.loads(told.readline())
        if how == "done":
            return what
        raise Refused(what) if how == "refused" else Broken(what)


@contextlib.contextmanager
def staff_of(house: House) -> Iterator[Staff]:
    """Have staff at work on this house until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.acts"],
        cwd=PROJECT,
        env=house.kith.shared_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield Staff(running)
        finally:
            running.kill()
