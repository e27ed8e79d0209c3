import pytest
from django.db import transaction

from billing.ledger.queries import balance, faults_of_books
from billing.ledger.usecases.post_journals import AlreadyReversed
from billing.ledger.usecases.reverse_journal import NoSuchJournal, reverse_journal
from tests.clock import NOON
from tests.factories.ledger import a_movement, euros


def test_a_reversal_brings_every_balance_back(acme):
    a_movement(key="sale")

    reverse_journal(key="sale:back", journal_key="sale", at=NOON)

    assert balance(code="receivable:customers", currency="EUR") == euros(0)
    assert balance(code="income:sales", currency="EUR") == euros(0)
    assert faults_of_books() == []


def test_the_same_reversal_again_returns_the_first(acme):
    a_movement(key="sale")
    first = reverse_journal(key="sale:back", journal_key="sale", at=NOON)

    again = reverse_journal(key="sale:back", journal_key="sale", at=NOON)

    assert (again.uuid, again.is_new) == (first.uuid, False)
    assert balance(code="receivable:customers", currency="EUR") == euros(0)


def test_a_journal_is_reversed_once(acme):
    a_movement(key="sale")
    reverse_journal(key="sale:back", journal_key="sale", at=NOON)

    with pytest.raises(AlreadyReversed), transaction.atomic():
        reverse_journal(key="sale:back-again", journal_key="sale", at=NOON)

    assert balance(code="receivable:customers", currency="EUR") == euros(0)


def test_what_was_never_written_cannot_be_reversed(acme):
    with pytest.raises(NoSuchJournal):
        reverse_journal(key="back", journal_key="never", at=NOON)
