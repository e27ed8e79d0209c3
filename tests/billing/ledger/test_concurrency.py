"""Eight at once, for real: committed, in a schema that is thrown away."""

import pytest

from billing.ledger.models import Journal
from billing.ledger.queries import balance, faults_of_books
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import AlreadyReversed, Leg
from billing.ledger.usecases.reverse_journal import reverse_journal
from kith.errors import KeyReused
from kith.wall import in_tenant
from tests import at_once
from tests.at_once import AT_ONCE
from tests.clock import NOON
from tests.factories.ledger import a_movement, euros

pytestmark = pytest.mark.fault


def together(tenant, work):
    return at_once.together(lambda: in_tenant(tenant), work, KeyReused, AlreadyReversed)


def test_one_request_eight_times_at_once_is_one_journal(throwaway):
    answers = together(throwaway, lambda n: a_movement(key="once"))

    assert len({answer.uuid for answer in answers}) == 1
    assert [answer.is_new for answer in answers].count(True) == 1
    with in_tenant(throwaway):
        assert Journal.objects.count() == 1
        assert balance(code="receivable:customers", currency="EUR") == euros(1_200)
        assert faults_of_books() == []


def test_one_key_for_eight_movements_lets_one_in(throwaway):
    accounts = ["owed:tax", "owed:wholesale", "owed:platform", "owed:sponsor"] * 2

    answers = together(throwaway, lambda n: a_movement(key="one", minor=n + 1, debit=accounts[n]))

    assert sum(isinstance(answer, KeyReused) for answer in answers) == AT_ONCE - 1
    with in_tenant(throwaway):
        assert Journal.objects.count() == 1
        assert faults_of_books() == []


def test_crossing_movements_neither_lock_each_other_out_nor_lose_a_cent(throwaway):
    """Half debit what the others credit: without one order of locks they would wait in a ring."""
    accounts = ["receivable:customers", "receivable:platform", "cash:payouts"]

    def work(number):
        for turn in range(10):
            first, second = accounts[(number + turn) % 3], accounts[(number + turn + 1) % 3]
            legs = [Leg(first, euros(100)), Leg(second, euros(-100))]
            key = f"{number}:{turn}"
            post_journal(key=key, kind="test", postings=legs, effective_at=NOON)

    together(throwaway, work)

    with in_tenant(throwaway):
        assert Journal.objects.count() == AT_ONCE * 10
        assert faults_of_books() == []


def test_a_journal_is_reversed_once_by_eight_at_once(throwaway):
    with in_tenant(throwaway):
        a_movement(key="sale")

    answers = together(
        throwaway, lambda n: reverse_journal(key=f"back:{n}", journal_key="sale", at=NOON)
    )

    assert sum(isinstance(answer, AlreadyReversed) for answer in answers) == AT_ONCE - 1
    with in_tenant(throwaway):
        assert balance(code="receivable:customers", currency="EUR") == euros(0)
        assert faults_of_books() == []
