"""Eight at once, for real: threads with connections of their own, whose work is committed."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from threading import Barrier

from django.db import connection, transaction

from kith.wall.side import as_owner

AT_ONCE = 8
_WRITTEN = """
SELECT relname FROM pg_class
 WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
   AND relname ~ %s AND relname !~ 'terms|sharing'
"""


_WAITS_FOR_US = """
SELECT count(*) FROM pg_locks
 WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
"""


@contextmanager
def taken_away(*schemas: str, apps: str) -> Iterator[None]:
    """Let a test commit; what stands in tables of these apps goes with the block."""
    try:
        yield
    finally:
        for schema in schemas:
            with as_owner(schema), transaction.atomic():
                _empty(apps)


def _empty(apps: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, [f"^({apps})_"])
        tables = [table for (table,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def together[R](
    side: Callable[[], AbstractContextManager[object]],
    work: Callable[[int], R],
    *refusals: type[Exception],
) -> list[R | Exception]:
    """Run `work(n)` in eight threads that start as one; return answers or refusals."""
    barrier = Barrier(AT_ONCE)

    def run(number: int) -> R | Exception:
        try:
            with side():
                barrier.wait(timeout=20)
                return work(number)
        except refusals as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def wait_until_somebody_waits() -> None:
    """Return once another connection waits for a lock of ours."""
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(_WAITS_FOR_US)
            if cursor.fetchone() != (0,):
                return
    raise AssertionError("nobody waits for a lock")
