"""Keeps a set of processes running: starts them, starts them again, ends them all."""

import contextlib
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kith.runtime.children import has_ended, kill_group, spawn, wait_for_end
from kith.runtime.ports import LOOPBACK
from kith.runtime.project import PROJECT
from kith.runtime.refusal import RuntimeRefusal
from outside.launcher.parts import Part

RESTARTS = 5
STEADY_SECONDS = 60
STOP_SECONDS = 10


class PartFailed(RuntimeRefusal):
    """A process did not do what the start waits for."""


@dataclass
class _Running:
    part: Part
    child: subprocess.Popen
    started: float
    restarts: int = 0
    again_at: float | None = None
    is_given_up: bool = False


@dataclass
class Supervisor:
    """The processes of one state folder. All calls come from the thread that made it."""

    env: Mapping[str, str]
    log_dir: Path
    say: Callable[[str], None]
    _running: dict[str, _Running] = field(default_factory=dict)

    def start(self, part: Part) -> None:
        """Start one part; its output goes to a log of its own."""
        self._running[part.name] = _Running(part, self._spawn(part), time.monotonic())

    def run(self, name: str, *argv: str, seconds: float = 600) -> str:
        """
        Run a command to its end and return what it printed.

        :raises PartFailed: it failed, or took longer than it may
        """
        self.run_together([Part(name, argv)], seconds=seconds)
        return self._log(name).read_text(errors="replace")

    def run_together(self, commands: Sequence[Part], *, seconds: float = 600) -> None:
        """
        Run several commands side by side, each to its end.

        :raises PartFailed: one failed, or took longer than it may
        """
        children = {command.name: self._spawn(command, fresh=True) for command in commands}
        deadline = time.monotonic() + seconds
        try:
            for name, child in children.items():
                if not wait_for_end(child, seconds=deadline - time.monotonic()):
                    mend = f"See {self._log(name)}."
                    raise PartFailed(f"{name} took more than {seconds:.0f} s.", mend=mend)
        finally:
            for child in children.values():
                kill_group(child)
                child.wait()
        for name, child in children.items():
            if child.returncode:
                log = self._log(name)
                mend = f"\nThe whole of it: {log}"
                raise PartFailed(f"{name} failed:\n{tail(log)}", mend=mend)

    def wait_for_port(self, part: Part, *, seconds: float = 30) -> None:
        """
        Wait until a part answers on its port.

        :raises PartFailed: it ended, or never answered
        """
        deadline = time.monotonic() + seconds
        while not _answers(part.port):
            self._fail_if_ended(part.name)
            if time.monotonic() > deadline:
                raise PartFailed(
                    f"{part.name} does not answer on port {part.port}:\n"
                    f"{tail(self._log(part.name))}"
                )
            time.sleep(0.05)

    def pids(self) -> dict[str, int]:
        """Return the process number of each part that runs."""
        return {name: running.child.pid for name, running in self._running.items()}

    def tend(self) -> bool:
        """Start again what has died, a little later each time; True when something changed."""
        now, changed = time.monotonic(), False
        for running in self._running.values():
            if running.is_given_up or not has_ended(running.child):
                continue
            if running.again_at is None:
                self._plan_restart(running, now)
                changed = True
            elif now >= running.again_at:
                running.child = self._spawn(running.part)
                running.started, running.again_at = now, None
                running.restarts += 1
                self.say(f"{running.part.name} runs again ({running.restarts} of {RESTARTS})")
                changed = True
        return changed

    def stop(self) -> None:
        """End every part, together, and whatever they started."""
        children = [running.child for running in self._running.values()]
        for child in children:
            if not has_ended(child):
                with contextlib.suppress(ProcessLookupError):
                    child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in children:
            wait_for_end(child, seconds=max(0.0, deadline - time.monotonic()))
        for child in children:
            kill_group(child)
            child.wait()
        self._running.clear()

    def _plan_restart(self, running: _Running, now: float) -> None:
        kill_group(running.child)
        code = running.child.wait()
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        if now - running.started > STEADY_SECONDS:
            running.restarts = 0
        if running.restarts >= RESTARTS:
            running.is_given_up = True
            log = self._log(running.part.name)
            self.say(f"{running.part.name} {how} and stays down after {RESTARTS} starts: {log}")
            return
        pause = 0.5 * 2**running.restarts
        running.again_at = now + pause
        self.say(f"{running.part.name} {how}; starting it again in {pause:g} s")

    def _fail_if_ended(self, name: str) -> None:
        running = self._running[name]
        if has_ended(running.child):
            raise PartFailed(
                f"{name} ended while it was starting:\n{tail(self._log(name))}",
                mend=f"\nThe whole of it: {self._log(name)}",
            )

    def _spawn(self, part: Part, *, fresh: bool = False) -> subprocess.Popen:
        self.log_dir.mkdir(parents=True, exist_ok=True)
        with self._log(part.name).open("wb" if fresh else "ab") as log:
            return spawn(part.argv, output=log, env={**self.env, **part.env}, cwd=PROJECT)

    def _log(self, name: str) -> Path:
        return self.log_dir / f"{name}.log"


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log, indented."""
    text = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"    {line}" for line in text[-lines:])


def _answers(port: int | None) -> bool:
    if port is None:
        return True
    with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False
