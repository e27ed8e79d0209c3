"""Many use-cases in one transaction, all or nothing."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.numbering.models import PhoneNumber
from kith.wall import in_one_go, in_public
from kith.wall.one_go import sparing_savepoints
from tests.factories.numbering import FIRST, a_number_range


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


class Refused(Exception):
    pass


def refused() -> None:
    with transaction.atomic():
        a_number_range(size=2, start=FIRST + 10)
        raise Refused


def test_savepoints_are_made_only_where_a_refusal_is_caught(acme):
    outcomes = []

    def takes_it_as_an_answer() -> None:
        a_number_range(size=1)
        try:
            refused()
        except Refused:
            outcomes.append(PhoneNumber.objects.count())

    def ends_in_it() -> None:
        with suppress(Refused):
            refused()

    with in_public():
        # The one around it all, which the test's own transaction asks for.
        assert savepoints(lambda: sparing_savepoints(nested)) == 1
        sparing_savepoints(takes_it_as_an_answer)
        sparing_savepoints(ends_in_it)
        with pytest.raises(Refused):
            sparing_savepoints(refused)

        assert outcomes == [1]
        assert PhoneNumber.objects.count() == 1
