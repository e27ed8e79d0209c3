"""The check finds what is off: each case breaks one thing on purpose."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Invoice, Refund
from billing.settlement.models import Accrual, Statement, Transfer
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.invoicing import a_paid_invoice, a_refund, an_invoice, paid_invoices
from tests.factories.ledger import a_movement
from tests.factories.settlement import a_paid_run, a_payee
from tests.insider import edit

HOUR = timedelta(hours=1)


@pytest.fixture
def a_year(acme, globex, home):
    """A little of everything, in three shops."""
    a_payee(party_ref=acme.uuid)
    sold = paid_invoices(20)
    an_invoice()
    a_refund(a_paid_invoice(), minor=500)
    a_paid_run()
    a_refund(sold[0], minor=77)
    for tenant in (globex, home):
        with in_tenant(tenant):
            a_refund(a_paid_invoice(prices=(1_200, 999)), minor=100)


def test_right_books_pass(a_year, capsys):
    with in_public():
        call_command("check_books")

    assert "are right" in capsys.readouterr().out


def test_a_cent_in_a_kept_balance_is_found(a_year):
    edit("public", "UPDATE ledger_account SET balance_minor = -1 WHERE NOT may_go_negative")

    faults = faults_of_the_house().faults
    assert any("telco: account in_transit:payouts in EUR says -1" in fault for fault in faults)
    with in_public(), pytest.raises(CommandError, match="are off"):
        call_command("check_books")


def test_clearing_that_does_not_clear_is_found(a_year):
    a_movement(debit="clearing:platform", credit="income:sales", minor=5)

    faults = faults_of_the_house().faults
    assert "clearing between acme and the telco is off by 5 EUR" in faults


def test_a_total_that_is_not_its_lines_is_found(a_year):
    invoice = Invoice.objects.filter(paid_at=None).get()
    Invoice.objects.filter(pk=invoice.pk).update(total_minor=1_300)

    faults = faults_of_the_house().faults
    assert any(f"invoice {invoice.number} says total_minor" in fault for fault in faults)
    assert any("receivable:customers says" in fault for fault in faults)


def test_a_share_nobody_earned_is_found(a_year):
    with in_public():
        real = Accrual.objects.filter(kind="seller", state="accrued").first()
        Accrual.objects.create(
            key="made up",
            tenant_id=real.tenant_id,
            invoice_line_id=real.invoice_line_id,
            invoice_number=real.invoice_number,
            label="made up",
            payee_id=real.payee_id,
            kind="seller",
            amount_minor=1,
            currency="EUR",
            accrued_at=real.accrued_at,
            payable_from=real.payable_from,
        )

    faults = faults_of_the_house().faults
    assert any("the split says" in fault for fault in faults)
    assert any("payable:payees says" in fault for fault in faults)


def test_a_payment_without_its_shares_or_statement_is_found(a_year):
    with in_public():
        transfer = Transfer.objects.get()
        Accrual.objects.filter(transfer=transfer).update(transfer=None)
        Statement.objects.update(number="moved")
        faults = faults_of_the_house().faults

    assert any(f"transfer {transfer.pk} pays {transfer.amount_minor}" in fault for fault in faults)


def test_what_nobody_has_known_for_two_days_is_named(acme):
    refund = a_refund(a_paid_invoice(), minor=500)
    Refund.objects.filter(pk=refund.pk).update(state=Refund.UNKNOWN, doubted_at=NOON)

    assert not _unended(at=NOON + 47 * HOUR)
    assert _unended(at=NOON + 49 * HOUR)


def _unended(*, at):
    return [one for one in faults_of_the_house(at=at).faults if "has not ended" in one]


def test_a_bill_that_was_given_up_by_nobody_is_found(a_year):
    invoice = Invoice.objects.filter(paid_at=None).get()
    Invoice.objects.filter(pk=invoice.pk).update(
        written_off_at=NOON, write_off_reason="-", write_off_asked_by=uuid4()
    )

    faults = faults_of_the_house().faults
    assert f"acme: {invoice} is written off in no journal" in faults
    assert f"acme: {invoice}: nobody is known to have asked to write it off" in faults
    assert any("receivable:customers says" in fault for fault in faults)
