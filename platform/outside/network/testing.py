"""Start a simulated network for tests and steer it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class RunningSimulator:
    """A simulator in a process of its own."""

    url: str
    pid: int
    # Kept open: a client made for each question reads every certificate of the machine first.
    client: httpx.Client = field(repr=False)

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)

    def reset(self) -> None:
        """Forget every service, request and fault."""
        self.client.delete("/_control").raise_for_status()

    def misbehave(
        self,
        mode: str,
        *,
        verb: str = "*",
        times: int = 1,
        reason: str = "the network refused",
        after_ms: int | None = None,
    ) -> None:
        """Spoil the next requests: a mode of `MODES`; -1 times = always."""
        fault: dict[str, Any] = {"mode": mode, "verb": verb, "times": times, "reason": reason}
        if after_ms is not None:
            fault["after_ms"] = after_ms
        self._control({"faults": [fault]})

    def slow_down(self, *, latency_ms: int) -> None:
        """Let every answer take this long."""
        self._control({"latency_ms": latency_ms})

    def call_back_at(self, url: str) -> None:
        """Post late answers there from now on."""
        self._control({"callback": url})

    def finish(self, *, refusal: str | None = None, times: int = 1) -> list[int]:
        """End every request in progress and post its callback that many times."""
        body: dict[str, Any] = {"times": times}
        if refusal:
            body["refusal"] = refusal
        reply = self.client.post("/_control/finish", json=body)
        return reply.raise_for_status().json()["callbacks"]

    def take_number(
        self,
        e164: str,
        code: str,
        *,
        operator: str = "Faro Móvil",
        moves: bool = True,
        times: int = 1,
        move_id: str = "",
    ) -> dict[str, Any]:
        """Let a second operator take a number by its code; it says that it moved so many times."""
        asked = {"msisdn": e164, "code": code, "operator": operator, "moves": moves}
        asked |= {"times": times, "id": move_id}
        return self.client.post("/_control/other_operator", json=asked).raise_for_status().json()

    def other_operator_says(
        self, e164: str, state: str, *, reason: str = "", moves_on: str = "", times: int = 1
    ) -> list[int]:
        """Let a number on its way here be accepted, refused or moved; 0 times tells nobody."""
        wish = {"msisdn": e164, "state": state, "reason": reason, "movesOn": moves_on}
        reply = self.client.post("/_control/ports", json=wish | {"times": times})
        return reply.raise_for_status().json()["told"]

    def memory(self) -> dict[str, Any]:
        """Tell everything the network knows."""
        return self.client.get("/_control").raise_for_status().json()

    def _control(self, body: dict[str, Any]) -> None:
        self.client.post("/_control", json=body).raise_for_status()


def tell_day(url: str, day: date) -> None:
    """Let it be a day at the simulator there: numbers that move by then move; none there, none."""
    with suppress(httpx.HTTPError):
        httpx.post(f"{url}/_control", json={"today": day.isoformat()}, timeout=30, trust_env=False)


@contextmanager
def start_simulator(
    *, callback: str = "", secret: str = "", state: Path | None = None
) -> Iterator[RunningSimulator]:
    """Run a simulator on a free port until the block ends; its memory is the file, or its own."""
    with tempfile.TemporaryDirectory(prefix="network-") as folder:
        command = [sys.executable, "-m", "outside.network", "--port", "0"]
        command += ["--state", str(state or f"{folder}/network.sqlite")]
        command += ["--callback", callback, "--callback-secret", secret]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
            try:
                url = f"http://127.0.0.1:{int(next(iter(running.stdout or ()), '0'))}"
                with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
                    yield RunningSimulator(url=url, pid=running.pid, client=client)
            finally:
                running.terminate()
                running.wait(timeout=10)
