"""Many use-cases in one transaction, without a savepoint for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.transaction import TransactionManagementError

_is_in_one_go: ContextVar[bool] = ContextVar("is_in_one_go", default=False)


class _SomethingCaught(Exception):
    """A use-case ended in a refusal that another one took as an answer."""


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


def sparing_savepoints[R](work: Callable[[], R]) -> R:
    """
    Do the work in one transaction, with savepoints only where something in it is caught.

    It is done without them first. Where a refusal was caught in it, all is taken back and done
    once more with them: so the work changes nothing but the database.
    """
    try:
        with in_one_go():
            done = work()
            if transaction.get_rollback():
                raise _SomethingCaught
            return done
    except Exception as error:
        if not _is_for_want_of_savepoints(error):
            raise
    with transaction.atomic():
        return work()


def is_in_one_go() -> bool:
    """Say whether savepoints are left out now."""
    return _is_in_one_go.get()


def _is_for_want_of_savepoints(error: BaseException | None) -> bool:
    """Say whether it came of a statement after a refusal that was caught."""
    while error is not None:
        if isinstance(error, _SomethingCaught | TransactionManagementError):
            return True
        error = error.__context__
    return False
