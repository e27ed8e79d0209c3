"""The books are never rewritten: by privilege for those who work, by trigger for everybody."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg2.extras import Json

from billing.ledger.models import Account, Journal, Posting
from billing.ledger.queries import balance, faults_of_books
from kith.wall import as_owner
from tests.factories.ledger import a_movement, euros

REWRITES = [
    lambda: Posting.objects.update(amount_minor=1),
    lambda: Posting.objects.all()._raw_delete("default"),
    lambda: Journal.objects.update(memo="other"),
    lambda: Journal.objects.all()._raw_delete("default"),
]


@pytest.mark.parametrize("rewrite", REWRITES)
def test_a_tenant_may_not_rewrite_its_books(acme, rewrite):
    a_movement()

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rewrite()


@pytest.mark.parametrize("rewrite", REWRITES)
def test_the_public_side_may_not_rewrite_its_books(public, rewrite):
    a_movement()

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rewrite()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {s}.ledger_posting SET amount_minor = 1",
        "DELETE FROM {s}.ledger_posting",
        "TRUNCATE {s}.ledger_posting",
        "UPDATE {s}.ledger_journal SET memo = 'other'",
        "DELETE FROM {s}.ledger_journal",
        "TRUNCATE {s}.ledger_journal CASCADE",
        "UPDATE {s}.ledger_account SET currency = 'USD'",
        "UPDATE {s}.ledger_account SET may_go_negative = true",
        "DELETE FROM {s}.ledger_account",
    ],
)
def test_even_the_owner_of_the_tables_is_refused(acme, statement):
    # No rows are needed: the refusal is of the statement, not of a row.
    for schema in (acme.schema_name, "public"):
        with (
            as_owner(),
            pytest.raises(DatabaseError, match="never rewritten"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(s=f'"{schema}"'))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_account SET balance_minor = 1",
        "UPDATE ledger_account SET may_go_negative = true",
        "DELETE FROM ledger_account",
        "SELECT ledger_weigh()",
        "ALTER TABLE ledger_posting DISABLE TRIGGER ALL",
    ],
)
@pytest.mark.parametrize("side", ["acme", "public"])
def test_nobody_who_works_moves_a_balance_but_by_posting(request, side, statement):
    request.getfixturevalue(side)
    a_movement(debit="cash:stripe", credit="in_transit:payouts")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert balance(code="in_transit:payouts", currency="EUR") == euros(-1_200)
    assert faults_of_books() == []


def test_an_account_opens_empty_whatever_is_said(acme):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_account (code, currency, kind, may_go_negative, balance_minor)"
            " VALUES ('in_transit:payouts', 'EUR', 'liability', false, -500)"
        )

    assert Account.objects.get().balance_minor == 0


def forge(legs: list[int]) -> None:
    """Write a journal past the use-case, as whoever works might."""
    stands, forged = a_movement(), uuid4()
    account = Account.objects.order_by("pk")[0]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_journal SELECT (jsonb_populate_record(j, %s)).*"
            " FROM ledger_journal j WHERE uuid = %s",
            [Json({"uuid": str(forged), "key": "forged"}), stands.uuid],
        )
        Posting.objects.bulk_create(
            Posting(journal_id=forged, account=account, amount_minor=minor) for minor in legs
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("side", ["acme", "public"])
@pytest.mark.parametrize("legs", [[5], [5, -4], [3, 3, -5]])
def test_a_journal_written_past_us_that_does_not_balance_is_not_committed(request, side, legs):
    request.getfixturevalue(side)
    a_movement()

    with pytest.raises(IntegrityError, match="is off by"):
        forge(legs)

    assert (Journal.objects.count(), Posting.objects.count()) == (1, 2)
    assert faults_of_books() == []


def test_a_journal_written_past_us_without_legs_moves_nothing_and_is_named(acme):
    forge([])

    assert Posting.objects.count() == 2
    assert faults_of_books() == ["journal forged has 0 legs"]


def test_a_balanced_pair_is_not_slipped_into_a_journal_that_stands(acme):
    journal = a_movement()
    debit, credit = Account.objects.order_by("pk")

    with pytest.raises(IntegrityError, match="says other legs than it has"), transaction.atomic():
        Posting.objects.bulk_create(
            Posting(journal_id=journal.uuid, account=account, amount_minor=minor)
            for account, minor in ((debit, 7), (credit, -7))
        )

    assert Posting.objects.count() == 2
