"""
A disk on which nothing more fits, and on which there is room again.

As root: a small disk of its own, filled up. Where no disk can be mounted: every process of the
house is forbidden to make a file longer, which each meets at the same place, when it writes.
"""

from __future__ import annotations

import contextlib
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

from kith.runtime.processes import family_of, processes_seen
from tests.faults.house import House

MEGABYTE = 1024 * 1024


@contextlib.contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[bool]:
    """Mount a disk of this size there until the block ends; False where nobody may."""
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={megabytes}m"
    mount = ["mount", "-t", "tmpfs", "-o", size, "kith-faults", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        let_go(folder)


def let_go(folder: Path) -> None:
    """Take away the disk that is mounted there, if one is: a run that was killed leaves its own."""
    if folder.is_mount():
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def filled_up(house: House, *, is_small_disk: bool) -> Iterator[None]:
    """Let nothing more fit into the house's folder until the block ends."""
    fill = _with_ballast if is_small_disk else _by_a_limit
    with fill(house):
        yield


@contextlib.contextmanager
def _with_ballast(house: House) -> Iterator[None]:
    ballast = house.kith.state_dir / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(MEGABYTE))
        yield
    finally:
        ballast.unlink()


@contextlib.contextmanager
def _by_a_limit(house: House) -> Iterator[None]:
    try:
        _limit(house, 0)
        yield
    finally:
        _limit(house, resource.RLIM_INFINITY)


def _limit(house: House, size: int) -> None:
    """Set the size no process of the house may write a file beyond; what it starts inherits it."""
    done: set[tuple[int, str]] = set()
    while True:
        family = family_of(house.kith.supervisor.pid, processes_seen())
        fresh = [process for process in family if process.identity not in done]
        if not fresh:
            return
        for process in fresh:
            done.add(process.identity)
            with contextlib.suppress(ProcessLookupError):
                _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
                resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, most))
