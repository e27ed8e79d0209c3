"""A tenant's role sees its own statements, whatever the query says."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from billing.settlement.models import Accrual, Statement, StatementLine
from billing.settlement.usecases.send_transfer import send_transfer
from kith.wall import in_public, in_tenant
from tests.factories.invoicing import paid_invoices
from tests.factories.settlement import LATER, a_payee, a_released_run


@pytest.fixture
def paid(acme, open_account):
    """A paid run whose only payee is acme."""
    a_payee(party_ref=acme.uuid, account=open_account())
    paid_invoices(20)
    with in_public():
        send_transfer(transfer_id=a_released_run().transfers.get().pk, at=LATER)


def test_a_seller_reads_its_own_statement_and_lines(acme, paid):
    assert (Statement.objects.count(), StatementLine.objects.count()) == (1, 20)


def test_the_other_seller_reads_none_of_it(globex, paid):
    with in_tenant(globex):
        assert (Statement.objects.count(), StatementLine.objects.count()) == (0, 0)


def test_what_is_not_a_statement_is_not_read_at_all(acme, paid):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Accrual.objects.count()
