"""Amounts of two currencies never meet on a page, in a run or in a write-off."""

from uuid import uuid4

import pytest

from billing.settlement.models import Accrual
from billing.settlement.sums import currencies_due, payee_sums
from billing.settlement.usecases.open_run import open_run
from billing.settlement.usecases.write_off import SeveralCurrencies, write_off
from kith.money import Money
from kith.wall import in_public
from tests.factories.invoicing import paid_invoices
from tests.factories.settlement import LATER, MAYA, a_payee


@pytest.fixture
def payee(acme):
    """A seller who earned 19.80 in euros and 40.00 in dollars."""
    found = a_payee(party_ref=acme.uuid)
    paid_invoices(20)
    with in_public():
        row = Accrual.objects.filter(payee=found).order_by("pk").first()
        row.pk, row.key, row.currency, row.amount_minor = uuid4(), "dollars", "USD", 4_000
        row.invoice_line_id = uuid4()
        row.save(force_insert=True)
    return found


def test_the_sums_of_a_payee_stand_apart_by_currency(payee):
    sums = payee_sums([payee.pk], at=LATER)[payee.pk]

    assert [one.due for one in sums] == [Money(1_980, "EUR"), Money(4_000, "USD")]
    with in_public():
        assert currencies_due(at=LATER) == ["EUR", "USD"]


def test_a_run_pays_one_currency_and_leaves_the_other_due(payee):
    with in_public():
        run = open_run(cut_off_at=LATER, opened_by=MAYA, key="d", at=LATER, currency="USD")

        assert [transfer.amount for transfer in run.transfers.all()] == [Money(4_000, "USD")]
        assert currencies_due(at=LATER) == ["EUR"]


def test_claw_backs_of_two_currencies_are_not_written_off_together(payee):
    with in_public():
        rows = list(Accrual.objects.filter(payee=payee).order_by("currency").values_list("pk"))
        with pytest.raises(SeveralCurrencies):
            write_off(
                payee_id=payee.pk,
                reason="The shop is closed",
                key="w",
                by=MAYA,
                at=LATER,
                currency="EUR",
                clawback_ids=[pk for (pk,) in rows],
            )
