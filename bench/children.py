"""Processes that are measured: one for each way of answering a request."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".kith" / "bench" / "bin" / "python"
OURS = Path(sys.executable)


class ChildFailed(RuntimeError):
    """A measured process ended; its last words stand above."""


class Child:
    """One process that serves subjects (`bench.worker.serve`)."""

    def __init__(self, module: str, *argv: str, python: Path, env: Mapping[str, str]) -> None:
        self.name = module
        self._process = subprocess.Popen(
            [str(python), "-m", module, *argv],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.subjects: list[str] = self._answer()["ready"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()

    def measure(self, subject: str, times: int) -> dict[str, float]:
        """Return the seconds of CPU and of wall clock that one time took, over so many."""
        return self._ask({"subject": subject, "times": times})

    def runs(self, subject: str, times: int) -> Callable[[], dict[str, float]]:
        """Return a subject for `in_turn`."""
        return lambda: self.measure(subject, times)

    def statements(self, subject: str) -> int:
        """Return how many statements one time sends."""
        return self._ask({"subject": subject, "count": True})["statements"]

    def stop(self) -> None:
        """End the process."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _ask(self, wish: Mapping[str, Any]) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ChildFailed(f"{self.name} ended with {self._process.wait()}")
        return json.loads(line)


def cpu(answers: Sequence[Mapping[str, float]]) -> list[float]:
    """Return milliseconds of CPU, round by round."""
    return [answer["cpu"] * 1000 for answer in answers]


def per_second(answers: Sequence[Mapping[str, float]]) -> float:
    """Return how many a second one process answered, in the median round."""
    walls = sorted(answer["wall"] for answer in answers)
    return round(1 / walls[len(walls) // 2], 1)
