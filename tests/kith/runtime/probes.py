"""Looking at processes and databases from outside."""

import contextlib
import os
import select
from collections.abc import Iterator
from pathlib import Path

import psycopg2


def rows(url: str, statement: str) -> list[tuple]:
    """Return what one statement gives, in a transaction of its own that is kept."""
    with contextlib.closing(psycopg2.connect(url)) as connection, connection:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def has_ended_within(pid: int, seconds: float) -> bool:
    """Wait for a process that is not our child to end."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    with _closing(watched):
        return bool(select.select([watched], [], [], seconds)[0])


def owner_of_process(pid: int) -> int:
    """Return the user a process runs as."""
    return Path(f"/proc/{pid}").stat().st_uid


@contextlib.contextmanager
def _closing(descriptor: int) -> Iterator[None]:
    try:
        yield
    finally:
        os.close(descriptor)
