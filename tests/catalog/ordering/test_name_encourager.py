"""A name that nobody goes by refuses no sale: it is kept, and asked again."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from catalog.ordering.usecases.name_encourager import EncouragerNotAsked, name_encourager
from kith.outbox.models import Letter
from kith.questions import answering
from kith.wall import in_public
from tenants.accounts.queries import PersonCard
from tenants.accounts.questions import find_encourager
from tests.factories.ordering import a_paid_order

MAYA = PersonCard(id=UUID(int=7), name="Maya Kern", handle="maya", initials="MK")
BUYER = {"contact_name": "Ana Ruiz", "contact_email": "ana@example.org", "sim_form": "esim"}
ASKED = "Nobody goes by “maja” here."


@pytest.fixture(autouse=True)
def answers(offer_on_sale):
    """Stand in for those who know people and money."""
    with answering(
        find_encourager.by(lambda *, text: [MAYA] if text == "maya" else []),
        checkout_url.by(lambda **_: "https://pay.example/session"),
    ):
        yield


@pytest.fixture
def order(client):
    """An order on which nobody was found by the word its buyer gave."""
    assert client.post("/order/coast-10/", {**BUYER, "encourager": "maja"}).status_code == 302
    order = Order.objects.get()
    assert (order.encouraged_by_id, order.encourager_word) == (None, "maja")
    return order


def test_whoever_was_not_found_is_asked_for_on_the_orders_page(client, order):
    url = f"/order/{order.token}/status/"
    assert ASKED in client.get(url).text
    # What asks for itself every two seconds does not take away what is being written.
    assert ASKED not in client.get(url, headers={"hx-request": "true"}).text

    again = client.post(f"/order/{order.token}/naming/", {"encourager": "maia"}, follow=True)
    assert "We found nobody by that." in again.text
    named = client.post(f"/order/{order.token}/naming/", {"encourager": "maya"}, follow=True)

    order.refresh_from_db()
    assert (order.encouraged_by_id, order.encourager_word) == (MAYA.id, "")
    assert "Saved: Maya K. encouraged you." in named.text
    assert ASKED not in named.text


def test_a_buyer_takes_the_word_back(client, order):
    page = client.post(f"/order/{order.token}/naming/", {"answer": "nobody"}, follow=True)

    order.refresh_from_db()
    assert (order.encouraged_by_id, order.encourager_word) == (None, "")
    assert ASKED not in page.text


def test_nobody_is_named_where_no_word_was_given_or_long_after(order):
    late = timezone.now() + timedelta(days=14)
    with pytest.raises(EncouragerNotAsked):
        name_encourager(order_id=order.pk, encourager_id=MAYA.id, at=late)
    other = a_paid_order()
    with pytest.raises(EncouragerNotAsked):
        name_encourager(order_id=other.pk, encourager_id=MAYA.id, at=other.placed_at)


def test_it_is_told_once_where_the_line_is_in_service_already(order):
    now = timezone.now()
    Order.objects.update(paid_at=now, active_at=now)

    for _ in range(2):
        name_encourager(order_id=order.pk, encourager_id=MAYA.id, at=now)

    with in_public():
        told = Letter.objects.filter(event="order.encourager_named")
        assert [letter.payload for letter in told] == [{"order_id": str(order.pk)}]
