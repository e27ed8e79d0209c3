"""What the machine says of its processes: whose child each is, whether it was stopped, its time."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
# A stop by a signal; a debugger's stop is a small `t`.
STOPPED = "T"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Process:
    """One process as it was seen."""

    pid: int
    parent: int
    state: str
    began: str
    cpu_seconds: float = 0.0

    @property
    def identity(self) -> tuple[int, str]:
        """What no other process has or will have."""
        return self.pid, self.began

    @property
    def is_stopped(self) -> bool:
        """Whether a signal stopped it and none has let it go on."""
        return self.state.startswith(STOPPED)


def processes_seen() -> dict[int, Process]:
    """Return every process of this machine that we may see, by its number."""
    found = _from_proc() if (PROC / "self" / "stat").exists() else _from_ps()
    return {process.pid: process for process in found}


def family_of(pid: int, seen: dict[int, Process]) -> list[Process]:
    """Return a process and everything it started, itself first; nothing when it is not there."""
    if pid not in seen:
        return []
    family = [seen[pid]]
    for member in family:
        family += [other for other in seen.values() if other.parent == member.pid]
    return family


def kill_those(processes: Iterable[Process]) -> None:
    """Kill each of them that is still itself: a number may belong to somebody else by now."""
    now = processes_seen()
    for process in processes:
        if (there := now.get(process.pid)) and there.identity == process.identity:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process.pid, signal.SIGKILL)


def _from_proc() -> Iterable[Process]:
    # Each second by the supervisor: plain names, because a `Path` costs more than the reading.
    for name in os.listdir(PROC):
        if not name.isdigit():
            continue
        try:
            with open(f"{PROC}/{name}/stat", errors="replace") as file:
                text = file.read()
        except OSError:
            # It ended while we were looking.
            continue
        # The name stands in brackets and may hold anything, brackets too.
        fields = text[text.rindex(")") + 2 :].split()
        yield Process(
            pid=int(name),
            parent=int(fields[1]),
            state=fields[0],
            began=fields[19],
            cpu_seconds=(int(fields[11]) + int(fields[12])) / TICKS,
        )


def _from_ps() -> Iterable[Process]:
    listed = subprocess.run(
        ["ps", "-axo", "pid=,ppid=,stat=,time=,lstart="],
        capture_output=True,
        text=True,
        check=False,
    )
    for line in listed.stdout.splitlines():
        pid, parent, state, time, began = line.split(None, 4)
        yield Process(int(pid), int(parent), state, began, _seconds(time))


def _seconds(time: str) -> float:
    """Return what `ps` writes as days-hours:minutes:seconds, in seconds."""
    days, _, clock = time.rpartition("-")
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds + 86_400 * int(days or 0)
