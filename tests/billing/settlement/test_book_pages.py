"""The pages of matched days: for finance to work with, for nobody else to change."""

import pytest

from billing.settlement.models import Difference, ReconciledDay
from billing.settlement.usecases.reconcile import reconcile
from kith.ui.formats import date_text
from kith.wall import in_public
from tests.billing.settlement.test_reconcile import NEXT, TODAY, empty
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice
from tests.factories.settlement import LATER

__all__ = ["empty"]
PAGE = f"/staff/books/{TODAY}/"


@pytest.fixture
def finance(client_for):
    """A browser of somebody in finance, on the network's host."""
    with in_public():
        person = a_person(role="finance")
    return sign_in(client_for(None), person)


@pytest.fixture
def day(acme, empty):
    """A day with one payment matched and one that only we know; returns both references."""
    charge = empty.charge(amount=1_200)["payment_intent"]
    a_paid_invoice(reference=charge, at=LATER)
    a_paid_invoice(reference="pi_unknown", at=LATER)
    with in_public():
        reconcile(first=TODAY, last=TODAY, by=None, at=NEXT)
    return charge, "pi_unknown"


def test_an_empty_house_says_what_comes(finance):
    assert "Every night" in finance.get("/staff/books/").content.decode()
    assert finance.get(PAGE).status_code == 404


def test_a_day_shows_what_was_matched_and_leads_to_what_differs(acme, day, finance):
    listed = finance.get("/staff/books/").content.decode()
    assert PAGE in listed
    assert "1 difference" in listed
    assert date_text(TODAY) in listed

    shown = finance.get(PAGE).content.decode()
    href = f"/staff/movements/{acme.uuid}/pi_unknown/"
    assert href in shown
    assert "Only in our books" in shown
    bill = finance.get(href, follow=True)
    assert bill.status_code == 200
    assert "/staff/invoice-lines/" in bill.redirect_chain[0][0]


def test_a_movement_of_another_shop_leads_nowhere(globex, day, finance):
    assert finance.get(f"/staff/movements/{globex.uuid}/pi_unknown/").status_code == 404


def test_a_difference_is_explained_on_its_page(day, finance):
    with in_public():
        difference = Difference.objects.get()
    door = f"/staff/differences/{difference.pk}/explanation/"

    assert finance.post(door, {"note": " "}).status_code == 409
    with in_public():
        assert Difference.objects.unexplained().exists()

    shown = finance.post(door, {"note": "A test card of ours"}, follow=True).content.decode()
    assert "A test card of ours" in shown
    with in_public():
        assert not Difference.objects.unexplained().exists()


def test_a_day_is_matched_again_from_its_page(day, finance, empty):
    with in_public():
        # What was missing turns up.
        Difference.objects.update(theirs_minor=1, kind="amount")
        before = ReconciledDay.objects.get().at

    answer = finance.post(f"{PAGE}matching/", follow=True)

    assert "Read and matched once more" in answer.content.decode()
    with in_public():
        assert ReconciledDay.objects.get().at > before
        assert Difference.objects.get().kind == "ours"


def test_a_silent_processor_is_said_and_nothing_is_lost(day, finance, empty):
    empty.fail("GET /v1/balance_transactions", "500_before", count=3)

    answer = finance.post(f"{PAGE}matching/")

    assert answer.status_code == 409
    with in_public():
        assert Difference.objects.standing().count() == 1


def test_staff_read_and_do_not_change(day, client_for):
    with in_public():
        person = a_person(role="staff")
        difference = Difference.objects.get()
    browser = sign_in(client_for(None), person)

    assert "Explain" not in browser.get(PAGE).content.decode()
    assert browser.post(f"{PAGE}matching/").status_code == 403
    door = f"/staff/differences/{difference.pk}/explanation/"
    assert browser.post(door, {"note": "x"}).status_code == 403


@pytest.mark.parametrize("count", [1, 50])
def test_a_day_costs_the_same_for_any_number_of_differences(
    count, acme, empty, finance, django_assert_max_num_queries
):
    empty.bulk(payments=[{"amount": 500, "currency": "EUR"} for _ in range(count)])
    with in_public():
        reconcile(first=TODAY, last=TODAY, by=None, at=NEXT)

    with django_assert_max_num_queries(20):
        page = finance.get(PAGE)
    with django_assert_max_num_queries(16):
        finance.get("/staff/books/")

    assert page.content.count(b'class="task ') == count
