"""The books are never rewritten: by privilege for those who work, by trigger for everybody."""

import pytest
from django.db import DatabaseError, connection, transaction

from billing.ledger.models import Account, Journal, Posting
from kith.wall import as_owner, in_public
from tests.factories.ledger import a_movement

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


def test_an_account_keeps_its_code(public):
    a_movement()

    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        Account.objects.update(code="cash:stripe")
    with in_public():
        assert not Account.objects.filter(code="cash:stripe").exists()
