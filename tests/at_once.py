"""Eight at once, for real: threads with connections of their own, whose work is committed."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from threading import Barrier

from django.db import connection, transaction

from kith.wall.side import as_owner

AT_ONCE = 8
_TABLES = """
SELECT relname FROM pg_class
 WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname ~ %s
"""
_ROWS = "SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]')::text FROM {table} r"
_PUT_BACK = """
INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)
"""
_WAITS_FOR_US = """
SELECT count(*) FROM pg_locks
 WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
"""


@contextmanager
def taken_away(*schemas: str, apps: str) -> Iterator[None]:
    """Let a test commit; what stood in the tables of these apps before stands there after."""
    before = {schema: _rows(schema, apps) for schema in schemas}
    try:
        yield
    finally:
        for schema, rows in before.items():
            _put_back(schema, rows)


def _rows(schema: str, apps: str) -> dict[str, str]:
    with as_owner(schema), connection.cursor() as cursor:
        cursor.execute(_TABLES, [f"^({apps})_"])
        rows = {}
        for (table,) in cursor.fetchall():
            cursor.execute(_ROWS.format(table=table))
            rows[table] = cursor.fetchone()[0]
        return rows


def _put_back(schema: str, rows: dict[str, str]) -> None:
    with as_owner(schema), transaction.atomic(), connection.cursor() as cursor:
        for table in rows:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in rows:
            cursor.execute(f"DELETE FROM {table}")
        for table, before in rows.items():
            cursor.execute(_PUT_BACK.format(table=table), [before])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in rows:
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
