"""Who stepped back from the card page finds the order they have not paid, and no second one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from kith.questions import answering
from tests.factories.accounts import a_person, sign_in
from tests.factories.ordering import a_paid_order, an_order

START = "/order/coast-10/"
BUYER = {
    "form_key": "one",
    "contact_name": "Ana Ruiz",
    "contact_email": "ana@example.org",
    "sim_form": "esim",
}
MOTHER = {**BUYER, "form_key": "two", "contact_name": "Rosa Ruiz"}
OFFERED = "You have an order of this plan to pay"


@pytest.fixture(autouse=True)
def paid(offer_on_sale):
    """The orders whose payment page was opened, in turn."""
    opened = []

    def open_page(*, order_id, **_):
        opened.append(order_id)
        return f"https://pay.example/{order_id}"

    with answering(checkout_url.by(open_page)):
        yield opened


def test_the_page_of_the_plan_offers_the_order_that_waits(client, client_for, acme, globex):
    client.post(START, BUYER)
    order = Order.objects.get()

    page = client.get(START).text

    assert OFFERED in page
    assert f"/order/{order.token}/payment/" in page
    # Nobody else is told of it.
    assert OFFERED not in client_for(acme).get(START).text


def test_what_is_paid_cancelled_or_old_is_offered_no_more(client, acme):
    person = a_person(tenant=acme)
    sign_in(client, person, acme)
    a_paid_order(person_id=person.pk)
    an_order(person_id=person.pk, at=timezone.now() - timedelta(days=3))
    cancelled = an_order(person_id=person.pk, at=timezone.now())
    client.post(f"/order/{cancelled.token}/cancellation/")
    assert OFFERED not in client.get(START).text

    an_order(person_id=person.pk, at=timezone.now())

    assert OFFERED in client.get(START).text


def test_the_same_form_opened_anew_leads_to_the_same_order(client, paid):
    client.post(START, BUYER)
    answer = client.post(
        START, {**BUYER, "form_key": "another", "contact_email": "ANA@example.org"}
    )

    order = Order.objects.get()
    assert answer["Location"] == f"https://pay.example/{order.pk}"
    assert paid == [order.pk, order.pk]


def test_another_order_of_the_plan_is_asked_about_and_nothing_is_placed(client):
    client.post(START, BUYER)
    order = Order.objects.get()

    page = client.post(START, MOTHER)

    assert page.status_code == 422
    assert f"You have not paid your order {order.number} for Ana Ruiz yet." in page.text
    assert "Place this one as well: I want two" in page.text
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("answer", "names", "cancelled"),
    [
        ("pay", ["Ana Ruiz"], []),
        ("instead", ["Ana Ruiz", "Rosa Ruiz"], ["Ana Ruiz"]),
        ("too", ["Ana Ruiz", "Rosa Ruiz"], []),
    ],
)
def test_the_buyers_answer_counts(client, paid, answer, names, cancelled):
    client.post(START, BUYER)

    for _ in range(2):
        # Pressed twice, or sent again by a reload.
        client.post(START, {**MOTHER, "about_unpaid": answer})

    orders = Order.objects.order_by("placed_at")
    assert [order.contact_name for order in orders] == names
    assert [order.contact_name for order in orders.exclude(cancelled_at=None)] == cancelled
    assert paid[1:] == [orders.last().pk] * 2


def test_an_order_that_was_paid_meanwhile_stands_in_no_ones_way(client):
    client.post(START, BUYER)
    Order.objects.update(paid_at=timezone.now())

    assert client.post(START, MOTHER).status_code == 302
    assert Order.objects.count() == 2


def test_who_wants_to_pay_an_order_that_is_paid_by_now_is_told_and_buys_nothing(client, paid):
    client.post(START, BUYER)
    Order.objects.update(paid_at=timezone.now())

    page = client.post(START, {**MOTHER, "about_unpaid": "pay"})

    assert page.status_code == 422
    assert "That order waits for no payment any more." in page.text
    assert Order.objects.count() == len(paid) == 1


def test_the_orders_page_lets_the_browser_say_where_a_form_comes_from(client):
    """Without an origin the form's protection takes its buttons for somebody else's."""
    page = client.get(f"/order/{an_order().token}/status/")

    assert "no-referrer" not in page.text
    assert page["Referrer-Policy"] == "same-origin"
