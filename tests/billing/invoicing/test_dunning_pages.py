"""What a bill's pages say of what follows when nobody pays, and that it is so."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from billing.invoicing.dunning import steps_of
from billing.invoicing.models import Invoice
from kith.wall import day_here, in_public
from tests.factories.accounts import a_person, sign_in
from tests.factories.dunning import a_bill_of_a_line, day, nights, pay, swept


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


@pytest.fixture
def bill(ana) -> Invoice:
    return a_bill_of_a_line(person_id=ana.pk)


def test_what_the_pages_foretell_is_what_the_nights_do(bill):
    for start in (1, 10, 24, 35, 44):
        told = {one.step: one for one in steps_of(bill, at=day(start))}
        ahead = {step: one.on for step, one in told.items() if not one.is_done}
        with transaction.atomic():
            took = nights(75, since=start)
            transaction.set_rollback(True)
        assert ahead == {step: day_here(day(n)) for step, n in took.items()}, start
        nights(start)


def test_before_it_is_due_and_once_it_is_paid_nothing_is_foretold(bill):
    assert steps_of(bill, at=day(0)) == []
    nights(3)
    pay(bill, day(4))
    bill.refresh_from_db()

    assert [(one.step, one.is_done) for one in steps_of(bill, at=day(9))] == [("remind", True)]


@pytest.fixture
def overdue(ana) -> Invoice:
    """A bill due 24 days ago, warned of this day; pages read the real clock."""
    at = timezone.now() - timedelta(days=24)
    bill = a_bill_of_a_line(person_id=ana.pk, at=at)
    swept(timezone.now())
    return bill


def test_the_pages_show_the_steps_and_the_next_day(overdue, ana, acme, client_for):
    with in_public():
        seller = a_person(tenant=acme, role="reseller")
        staff = a_person(role="staff")
    line = overdue.lines.get()
    pages = {
        f"/my/invoices/{overdue.number}/": sign_in(client_for(acme), ana, acme),
        f"/desk/invoices/{overdue.number}/": sign_in(client_for(acme), seller, acme),
        f"/staff/invoice-lines/{acme.uuid}/{line.pk}/": sign_in(client_for(None), staff, None),
    }
    for path, client in pages.items():
        page = client.get(path).content.decode()
        assert "Warning sent" in page, path
        assert "the line is blocked unless it is paid." in page, path


def test_a_bills_page_costs_few_statements(
    overdue, ana, acme, client_for, django_assert_max_num_queries
):
    my = sign_in(client_for(acme), ana, acme)
    my.get(f"/my/invoices/{overdue.number}/")

    with django_assert_max_num_queries(26):
        assert my.get(f"/my/invoices/{overdue.number}/").status_code == 200
