from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from billing.ledger.chart import UnknownAccount
from billing.ledger.models import Account, Journal, Posting
from billing.ledger.queries import balance, faults_of_books, journal_lines
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg, Unbalanced
from kith.errors import KeyReused
from kith.money import Money
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.ledger import a_movement, euros


def test_a_journal_moves_the_balances_of_its_accounts(acme):
    a_movement(minor=1_200)

    assert balance(code="receivable:customers", currency="EUR") == euros(1_200)
    assert balance(code="income:sales", currency="EUR") == euros(-1_200)
    assert faults_of_books() == []


def test_the_same_request_again_returns_the_first_journal(acme):
    first = a_movement()
    again = a_movement(at=NOON + timedelta(hours=1))

    assert (again.uuid, again.is_new, again.effective_at) == (first.uuid, False, NOON)
    assert balance(code="receivable:customers", currency="EUR") == euros(1_200)


@pytest.mark.parametrize("other", [{"minor": 1_201}, {"credit": "owed:tax"}])
def test_the_same_key_for_another_movement_is_refused_and_moves_nothing(acme, other):
    a_movement()

    with pytest.raises(KeyReused), transaction.atomic():
        a_movement(**other)

    assert Journal.objects.count() == 1
    assert balance(code="receivable:customers", currency="EUR") == euros(1_200)


@pytest.mark.parametrize(
    "legs",
    [
        [Leg("receivable:customers", euros(100))],
        [Leg("receivable:customers", euros(100)), Leg("income:sales", euros(-99))],
        # Balanced as numbers, in no currency.
        [Leg("receivable:customers", euros(100)), Leg("income:sales", Money(-100, "USD"))],
        [],
        [Leg("receivable:customers", euros(0))],
    ],
)
def test_legs_that_do_not_balance_are_refused_and_nothing_is_written(acme, legs):
    with pytest.raises(Unbalanced):
        post_journal(key="k", kind="test", postings=legs, effective_at=NOON)

    assert (Journal.objects.count(), Account.objects.count()) == (0, 0)


def test_an_account_in_no_chart_is_refused(acme):
    with pytest.raises(UnknownAccount):
        a_movement(debit="cash:under_the_bed")


def test_money_in_transit_never_turns_into_money_from_nowhere(public):
    with pytest.raises(IntegrityError, match="account_stays_on_its_own_side"), transaction.atomic():
        a_movement(debit="in_transit:payouts", credit="cash:stripe")

    assert balance(code="in_transit:payouts", currency="EUR") == euros(0)


def test_each_side_keeps_its_own_books(acme, globex):
    a_movement()

    with in_tenant(globex):
        assert balance(code="receivable:customers", currency="EUR") == euros(0)
        assert a_movement(minor=5).is_new
    with in_public():
        assert journal_lines(key="sale-1") == []


def test_a_leg_that_comes_late_is_refused_by_the_database(acme):
    journal = a_movement()
    account = Account.objects.order_by("pk")[0]

    with pytest.raises(IntegrityError, match="is off by 1 in EUR"), transaction.atomic():
        Posting.objects.create(journal_id=journal.uuid, account=account, amount_minor=1)

    assert Posting.objects.count() == 2
