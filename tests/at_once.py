"""Eight at once, for real: threads with connections of their own, whose work is committed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier

from django.db import connection

AT_ONCE = 8


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
    """Return once another connection waits for a lock."""
    with connection.cursor() as cursor:
        for _ in range(20_000):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
    raise AssertionError("nobody waits for a lock")
