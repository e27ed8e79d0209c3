"""Starting and stopping processes that must not outlive us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from kith.runtime.account import Account, run_as
from kith.runtime.processes import family_of, kill_those, processes_seen

PR_SET_PDEATHSIG = 1

# Loaded before any fork: in the child only async-signal-safe work is allowed.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def spawn(
    argv: Sequence[str | Path],
    *,
    output: IO | int,
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | str | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen:
    """
    Start a child in its own process group; the kernel signals it when this thread dies.

    Call it from a thread that lives as long as the child should: the kernel watches the thread.
    """
    return subprocess.Popen(
        [str(part) for part in argv],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(env) if env is not None else None,
        cwd=cwd,
        # Ctrl-C reaches a terminal's whole group: in a group of its own the child waits for us.
        process_group=0,
        preexec_fn=_die_with(os.getpid(), death_signal),
        **run_as(account),
    )


def has_ended(child: subprocess.Popen) -> bool:
    """Tell whether the child has ended, without reaping it: its number stays its own."""
    if child.returncode is not None:
        return True
    return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def wait_for_end(child: subprocess.Popen, *, seconds: float) -> bool:
    """Wait until the child has ended; False when it has not by then."""
    deadline = time.monotonic() + seconds
    while not has_ended(child):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def stop(
    child: subprocess.Popen, *, with_signal: signal.Signals = signal.SIGTERM, seconds: float = 10
) -> int:
    """Ask the child to end, insist after a while, and clear away what it left."""
    if not has_ended(child):
        child.send_signal(with_signal)
        wait_for_end(child, seconds=seconds)
    kill_family(child)
    return child.wait()


def kill_family(child: subprocess.Popen) -> None:
    """Kill the child and whatever it started, groups of their own and stopped ones included."""
    # Once reaped its number may belong to somebody else.
    if child.returncode is None:
        family = family_of(child.pid, processes_seen())
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        kill_those(family)


@contextlib.contextmanager
def log_or_nothing(path: Path, *, is_fresh: bool = False) -> Iterator[IO | int]:
    """Open a log for a child; where the disk takes none, the child speaks to nobody and runs."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        log = path.open("wb" if is_fresh else "ab")
    except OSError:
        yield subprocess.DEVNULL
        return
    with log:
        yield log


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None] | None:
    if _libc is None:
        return None

    def in_child() -> None:
        # Runs after the step down to another account, which would have cleared the setting.
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        # The parent may have died before the line above.
        if os.getppid() != parent:
            os._exit(0)

    return in_child
