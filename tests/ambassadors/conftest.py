"""What the pages of this context are measured with."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

# What the wall and transactions say beside the questions themselves.
BESIDE = ("SET ", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def statements():
    """Count the statements of a call, those of the wall and of transactions left out."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return sum(not row["sql"].startswith(BESIDE) for row in captured.captured_queries)

    return count
