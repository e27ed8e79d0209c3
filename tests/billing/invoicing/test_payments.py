from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from billing.invoicing.checks import faults_of_bills
from billing.invoicing.models import Invoice, Payment, SplitPart
from billing.invoicing.usecases.accrue_invoices import NotPaidYet, accrue_invoices
from billing.invoicing.usecases.bill_renewal import bill_renewal
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals
from billing.invoicing.usecases.issue_invoices import issue_invoices
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.record_payments import Overpaid
from billing.ledger.queries import balance, faults_of_books
from billing.settlement.models import Accrual
from catalog.lines.usecases.end_line import end_line
from kith.errors import KeyReused
from kith.outbox.models import Letter
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.invoicing import a_draft, a_paid_invoice, an_invoice
from tests.factories.ledger import euros
from tests.factories.lines import a_line


@pytest.fixture(autouse=True)
def _books_are_right(acme):
    yield
    assert faults_of_books() == []
    assert faults_of_bills() == []


def pay(invoice, *, key="pi_1", amount=None):
    return record_payment(
        invoice_id=invoice.pk, key=key, payment_reference=key, at=NOON, amount=amount
    )


def test_a_bill_is_written_once_for_a_key():
    first = an_invoice(key="order:1")
    again = an_invoice(key="order:1")

    assert again.pk == first.pk
    assert Invoice.objects.count() == 1


def test_numbers_have_no_gaps():
    issue_invoices(drafts=[a_draft(), a_draft()])
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        an_invoice()
        raise ZeroDivisionError
    an_invoice()

    numbers = Invoice.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == ["NL-2026-000001", "NL-2026-000002", "NL-2026-000003"]


def test_a_split_that_does_not_sum_to_its_line_is_refused_by_the_database():
    line = an_invoice().lines.get()

    with pytest.raises(IntegrityError, match="sum to 1201"), transaction.atomic():
        SplitPart.objects.create(invoice_line=line, party="rounding", amount_minor=1)


def test_a_payment_is_recorded_once_on_both_sides():
    invoice = an_invoice()

    assert pay(invoice).pk == pay(invoice).pk

    assert Payment.objects.count() == 1
    assert balance(code="clearing:platform", currency="EUR") == euros(1_200)
    with in_public():
        assert balance(code="cash:stripe", currency="EUR") == euros(1_200)
        assert Letter.objects.filter(event="invoice.paid").count() == 1


def test_more_than_is_outstanding_is_refused_and_nothing_moves():
    invoice = an_invoice()

    with pytest.raises(Overpaid):
        pay(invoice, amount=euros(1_201))

    assert not Payment.objects.exists()
    with in_public():
        assert balance(code="cash:stripe", currency="EUR") == euros(0)


def test_a_key_pays_one_bill_only():
    pay(an_invoice())

    with pytest.raises(KeyReused):
        pay(an_invoice())


def test_what_is_not_paid_is_not_accrued():
    with pytest.raises(NotPaidYet):
        accrue_invoices(invoice_ids=[an_invoice().pk])


def test_accruing_twice_accrues_once():
    invoice = a_paid_invoice(prices=(1_200, 799))
    accrue_invoices(invoice_ids=[invoice.pk])

    with in_public():
        assert Accrual.objects.count() == 2


def test_each_tenant_sees_its_own_bills(globex):
    an_invoice()

    with in_tenant(globex):
        assert not Invoice.objects.exists()


def test_a_renewal_is_billed_once_for_its_period():
    line = a_line()
    renewal = Renewal(line.pk, date(2026, 4, 1), date(2026, 5, 1), NOON)

    first, again = bill_renewals(renewals=[renewal])[0], bill_renewals(renewals=[renewal])[0]

    assert first.pk == again.pk
    assert (first.outstanding, first.due_on) == (euros(1_200), date(2026, 3, 11))
    billed = first.lines.get()
    assert (billed.period_start, billed.period_end) == (date(2026, 4, 1), date(2026, 5, 1))


@pytest.mark.parametrize(("ended_in", "bills"), [(3, 0), (4, 0), (5, 1)])
def test_a_line_that_ends_before_its_period_begins_is_not_billed_for_it(globex, ended_in, bills):
    line = a_line()
    end_line(line_id=line.pk, at=datetime(2026, ended_in, 1, 12, tzinfo=UTC))

    # The letter of the renewal was on its way.
    for _ in range(2):
        bill_renewal(
            line_id=line.pk, period_start=date(2026, 4, 1), period_end=date(2026, 5, 1), at=NOON
        )

    assert Invoice.objects.count() == bills
    with in_tenant(globex):
        assert not Invoice.objects.exists()


def test_a_renewals_bill_names_its_customer(acme):
    with in_public():
        person = a_person(tenant=acme)
    line, day = a_line(person_id=person.pk), date(2026, 4, 1)
    renewal = Renewal(line_id=line.pk, period_start=day, period_end=day, at=NOON)

    (bill,) = bill_renewals(renewals=[renewal])

    assert (bill.contact_name, bill.contact_email) == (person.full_name, person.email)
