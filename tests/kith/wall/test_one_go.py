"""Many use-cases in one transaction, all or nothing."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.numbering.models import PhoneNumber
from kith.wall import in_one_go, in_public
from tests.factories.numbering import a_number_range


def savepoints(block) -> int:
    with CaptureQueriesContext(connection) as captured:
        block()
    return sum(query["sql"].startswith("SAVEPOINT") for query in captured.captured_queries)


def nested() -> None:
    with transaction.atomic():
        PhoneNumber.objects.count()


def test_no_savepoint_is_made_inside_and_again_after(acme):
    with in_public():
        assert savepoints(nested) == 1
        with in_one_go():
            assert savepoints(nested) == 0
        assert savepoints(nested) == 1


def test_what_fails_inside_takes_all_of_it_back(acme):
    with in_public():
        with pytest.raises(RuntimeError), in_one_go():
            a_number_range(size=2)
            with transaction.atomic():
                raise RuntimeError
        assert not PhoneNumber.objects.exists()
