"""The folder in which a demo keeps everything: held by one process, or emptied."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from kith.runtime.account import remove_state
from kith.runtime.project import PROJECT
from kith.runtime.refusal import RuntimeRefusal


class AlreadyRunning(RuntimeRefusal):
    """Another Kith runs from the same state folder."""


@contextlib.contextmanager
def alone_in(state_dir: Path) -> Iterator[None]:
    """
    Hold the state folder for this process.

    :raises AlreadyRunning: another one holds it
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyRunning(
                f"Kith runs from {short(state_dir)} already (process {file.read().strip()}).",
                mend="End it with Ctrl-C where it runs, or set KITH_STATE_DIR to another folder.",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def reset(state_dir: Path) -> None:
    """Delete everything the demo keeps: database, queue, stand-ins, logs."""
    with alone_in(state_dir):
        remove_state(state_dir)
    print(f"{short(state_dir)} is empty again.")


def short(path: Path) -> str:
    """Return a path as somebody in the project's folder writes it."""
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else str(path)
