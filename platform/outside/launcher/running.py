"""
A whole Kith for tests: started, asked, broken on purpose, ended.

    with running_kith(state_dir, port=8123, has_history=False) as kith:
        httpx.get(kith.url(), headers={"Host": kith.host()})
        kith.kill("worker")
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kith.runtime.children import has_ended, spawn, stop
from kith.runtime.ports import LOOPBACK, free_port
from kith.runtime.project import PROJECT, read_environment, write_whole
from kith.runtime.refusal import RuntimeRefusal
from outside.launcher.parts import NETWORK_HOST
from outside.launcher.supervisor import tail

START_SECONDS = 900
NOTE = "running.json"
OF_THE_CALLER = (
    "DATABASE_URL",
    "DATABASE_ADMIN_URL",
    "DATABASE_MIGRATOR_URL",
    "REDIS_URL",
    "DJANGO_SETTINGS_MODULE",
)


class KithDidNotStart(RuntimeRefusal):
    """The demo ended or was not ready in time; what it printed is in the message."""


@dataclass(frozen=True)
class RunningKith:
    """A Kith that runs in processes of its own."""

    state_dir: Path
    port: int
    supervisor: subprocess.Popen

    def host(self, slug: str | None = None) -> str:
        """Return the Host header of a tenant, or of the network itself."""
        name = f"{slug}.{NETWORK_HOST}" if slug else NETWORK_HOST
        return f"{name}:{self.port}"

    def url(self, slug: str | None = None, path: str = "/") -> str:
        """Return the address a browser opens: of a tenant, or of the network itself."""
        return f"http://{self.host(slug)}{path}"

    def loopback(self, path: str = "/") -> str:
        """Return the address for a client that cannot look `*.localhost` up: send `host()` too."""
        return f"http://{LOOPBACK}:{self.port}{path}"

    @property
    def env(self) -> Mapping[str, str]:
        """The addresses of what runs: DATABASE_URL, REDIS_URL, STRIPE_API_BASE, NETWORK_URL."""
        return read_note(self.state_dir)["env"]

    def pid(self, name: str) -> int:
        """Return the process number of a part, or of `postgres` or `valkey`."""
        return read_note(self.state_dir)["pids"][name]

    def kill(self, name: str, with_signal: signal.Signals = signal.SIGKILL) -> int:
        """Kill a part and its children without warning; it is started again by itself."""
        pid = self.pid(name)
        os.killpg(pid, with_signal)
        return pid

    def wait_for_restart(self, name: str, *, of: int, seconds: float = 30) -> int:
        """Wait until the part runs again under another number, and return that number."""
        deadline = time.monotonic() + seconds
        while (pid := self.pid(name)) == of:
            if time.monotonic() > deadline:
                raise KithDidNotStart(f"{name} was not started again in {seconds:.0f} s.")
            time.sleep(0.05)
        return pid

    def manage(self, *argv: str) -> subprocess.CompletedProcess:
        """Run a management command against this Kith."""
        return subprocess.run(
            [sys.executable, "manage.py", *argv],
            cwd=PROJECT,
            env=self.shared_environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def shared_environment(self) -> dict[str, str]:
        """Return the whole environment its processes have."""
        return read_environment(self.state_dir)


@contextlib.contextmanager
def running_kith(
    state_dir: Path,
    port: int | None = None,
    *,
    has_history: bool = False,
    env: Mapping[str, str] | None = None,
) -> Iterator[RunningKith]:
    """
    Run Kith by the very command a person uses, and end it afterwards.

    :raises KithDidNotStart: it ended, or was not ready in time
    """
    state_dir = state_dir.resolve()
    state_dir.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    (state_dir / NOTE).unlink(missing_ok=True)
    output = state_dir / "demo.log"
    asked = {
        name: setting
        for name, setting in os.environ.items()
        # The caller's own servers are not this Kith's.
        if name not in OF_THE_CALLER
    }
    asked |= {
        "PORT": str(port),
        "KITH_STATE_DIR": str(state_dir),
        "DEMO_HISTORY": "1" if has_history else "0",
        **(env or {}),
    }
    with output.open("wb") as file:
        child = spawn(
            [sys.executable, "-m", "outside.launcher.demo"], output=file, env=asked, cwd=PROJECT
        )
    try:
        _wait_until_ready(child, state_dir, output)
        yield RunningKith(state_dir, port, child)
    finally:
        stop(child, with_signal=signal.SIGTERM, seconds=40)


def write_note(state_dir: Path, note: Mapping) -> None:
    """Leave word of what runs where."""
    write_whole(state_dir / NOTE, note)


def read_note(state_dir: Path) -> dict:
    """Return what runs where, as last noted."""
    return json.loads((state_dir / NOTE).read_text())


def _wait_until_ready(child: subprocess.Popen, state_dir: Path, output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not (state_dir / NOTE).exists():
        if has_ended(child):
            raise KithDidNotStart(f"Kith ended while starting:\n{tail(output, 40)}")
        if time.monotonic() > deadline:
            raise KithDidNotStart(f"Kith was not ready in {START_SECONDS} s:\n{tail(output, 40)}")
        time.sleep(0.1)
