"""
The demo's clock: the machine's, and so many days ahead as were lived since (`month`).

What is Kith's own time moves: what its doors read, and what its statements ask the database for.
What only says that something is fresh, between two who both live now, is left alone: signatures,
codes of a phone, signs of life, leases, and whatever the database stamps by itself (ADR 0023).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils import timezone

from outside.demo.notes import CLOCK, noted_clock

_machine_now = timezone.now

# Statements that read and write rows; a default that a migration gives a column is none.
_OF_ROWS = re.compile(r"\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
_READING = re.compile(r"\b(?:clock|statement)_timestamp\(\)", re.IGNORECASE)
# Tables whose times are the machine's: who lives, who looked outside when, and which day was
# matched after which posting, which the database stamps.
STANDING = ("pulse_pulse", "fence_look", "settlement_reconciledday")
_OF_STANDING = re.compile(rf"\b(?:{'|'.join(STANDING)})\b")


def ahead() -> timedelta:
    """Return how far the demo's clock is ahead, as it is noted at this moment."""
    note = settings.KITH_STATE_DIR / CLOCK
    try:
        found = os.stat(note)
    except FileNotFoundError:
        return timedelta(0)
    # Each note is a file of its own.
    return _noted(note.parent, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=1)
def _noted(state_dir: Path, _number: int, _written: int) -> timedelta:
    return timedelta(days=noted_clock(state_dir).ahead_days)


def demo_now() -> datetime:
    """Return the time by the demo's clock."""
    return _machine_now() + ahead()


def move_for_good() -> None:
    """Let this process read the demo's clock from now on, on each connection it opens."""
    timezone.now = demo_now
    connection_created.connect(_let_read, dispatch_uid="demo-clock")


@contextmanager
def moved() -> Iterator[None]:
    """Let this process read the demo's clock until the block ends."""
    timezone.now = demo_now
    try:
        with connection.execute_wrapper(_read_moved):
            yield
    finally:
        timezone.now = _machine_now


def moved_statement(statement: str, by: timedelta) -> str:
    """Return a statement whose readings of the database's clock are moved, where they are ours."""
    if not by or not _is_moved(statement):
        return statement
    # In numbers only: no sign of it means anything to whoever puts the values in.
    return _READING.sub(lambda found: f"({found.group()} + interval '{by.days} days')", statement)


@lru_cache(maxsize=4_096)
def _is_moved(statement: str) -> bool:
    return bool(
        _READING.search(statement)
        and _OF_ROWS.match(statement)
        and not _OF_STANDING.search(statement)
    )


def _let_read(*, connection: Any, **_more: object) -> None:
    # A connection that was lost and opened again has it already.
    if _read_moved not in connection.execute_wrappers:
        connection.execute_wrappers.append(_read_moved)


def _read_moved(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    return execute(
        moved_statement(sql, ahead()) if isinstance(sql, str) else sql, params, many, context
    )
