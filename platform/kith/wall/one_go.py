"""Many use-cases in one transaction, without a savepoint for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_is_in_one_go: ContextVar[bool] = ContextVar("is_in_one_go", default=False)


@contextmanager
def in_one_go() -> Iterator[None]:
    """
    Run the block in one transaction, with no savepoints in it: a quarter of many statements.

    What fails in here ends the whole; a refusal that is caught takes nothing back, so whoever
    catches one does so outside.
    """
    with transaction.atomic():
        before = _is_in_one_go.set(True)
        try:
            yield
        finally:
            _is_in_one_go.reset(before)


def is_in_one_go() -> bool:
    """Say whether savepoints are left out now."""
    return _is_in_one_go.get()
