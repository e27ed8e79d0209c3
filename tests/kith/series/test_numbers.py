"""Numbers of documents have no gap, and nobody gets one twice."""

from datetime import timedelta

import pytest
from django.db import transaction

from kith.series.numbers import next_number
from kith.wall import in_public, in_tenant
from tests import at_once
from tests.at_once import AT_ONCE
from tests.clock import NOON

NEXT_YEAR = NOON + timedelta(days=365)


def test_a_series_counts_by_kind_and_year(acme):
    numbers = [
        next_number(prefix="Q-", at=NOON, digits=3),
        next_number(prefix="Q-", at=NOON, digits=3),
        next_number(prefix="Q-", at=NEXT_YEAR, digits=3),
        next_number(prefix="P-", at=NOON),
    ]

    assert numbers == ["Q-2026-001", "Q-2026-002", "Q-2027-001", "P-2026-00001"]


def test_what_fails_gives_its_number_back(acme):
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number(prefix="Q-", at=NOON)
        raise RuntimeError

    assert next_number(prefix="Q-", at=NOON) == "Q-2026-00001"


def test_each_shop_counts_for_itself_and_so_does_the_network(acme, globex):
    next_number(prefix="Q-", at=NOON)

    for elsewhere in (in_tenant(globex), in_public()):
        with elsewhere:
            assert next_number(prefix="Q-", at=NOON) == "Q-2026-00001"


@pytest.mark.fault
def test_eight_at_once_take_eight_numbers_without_a_gap(throwaway):
    def take(_number):
        with transaction.atomic():
            return next_number(prefix="Q-", at=NOON)

    numbers = at_once.together(lambda: in_tenant(throwaway), take)

    assert sorted(numbers) == [f"Q-2026-{n:05d}" for n in range(1, AT_ONCE + 1)]
