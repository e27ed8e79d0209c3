"""A process beside the running Kith, which knows its code and is asked for facts and commands."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from kith.runtime.project import PROJECT
from outside.launcher.running import RunningKith


class Beside:
    """Started with the first question: to read all of Kith's code takes seconds each time."""

    def __init__(self, kith: RunningKith) -> None:
        self._kith = kith
        self._running: subprocess.Popen[str] | None = None
        self._log = kith.state_dir / "beside.log"

    def ask(self, name: str, words: dict[str, Any]) -> Any:
        """Return a fact of `tests.journeys.facts`, by its name."""
        running = self._running = self._running or self._start()
        assert running.stdin
        assert running.stdout
        running.stdin.write(f"{json.dumps([name, words])}\n")
        running.stdin.flush()
        answer = running.stdout.readline()
        assert answer, f"{name} {words}: {self._log.read_text()[-3000:]}"
        return json.loads(answer)

    def end(self) -> None:
        """End the process, if there is one."""
        if self._running:
            self._running.communicate()

    def _start(self) -> subprocess.Popen[str]:
        with self._log.open("w") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.facts"],
                cwd=PROJECT,
                env=self._kith.shared_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
