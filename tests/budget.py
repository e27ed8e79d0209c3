"""How many statements a page may cost."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

# What the wall and the test's own savepoints send is not the page's.
FREE = ("SET ", "SELECT set_config", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")


@pytest.fixture
def query_budget() -> Callable[[int], AbstractContextManager[None]]:
    """Fail when the block costs more statements than allowed."""

    @contextmanager
    def within(allowed: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        spent = _spent(captured)
        listed = "\n".join(spent)
        assert len(spent) <= allowed, f"{len(spent)} queries, budget {allowed}:\n{listed}"

    return within


@pytest.fixture
def statements() -> Callable[[Callable[[], object]], int]:
    """Count the statements of a call, those of the wall and of transactions left out."""

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(_spent(captured))

    return count


def _spent(captured: CaptureQueriesContext) -> list[str]:
    return [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(FREE)]
