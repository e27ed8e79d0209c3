"""A seller sees what needs them today, whichever app it waits in."""

import pytest

from billing.settlement.models import Payee
from kith.wall import forget_tenants, in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.circle import a_member, members
from tests.factories.ordering import an_order
from tests.factories.storefront import an_offer
from tests.factories.workspace import an_operator


@pytest.fixture
def seller(acme):
    return a_person(tenant=acme, role="reseller", full_name="Sol Vega")


@pytest.fixture
def desk(seller, acme, client):
    return sign_in(client, seller, acme)


def test_drafts_and_waiting_customers_need_the_seller(desk):
    an_offer(is_on_sale=False)
    members(50)
    a_member(name="Late")

    page = desk.get("/desk/").text

    assert "1 draft is not on sale" in page
    assert "Publish it, or throw it away." in page
    assert "1 customer waits for room" in page

    an_offer(name="Alps 30", is_on_sale=False)
    page = desk.get("/desk/").text
    assert "2 drafts are not on sale" in page
    assert "Publish them, or throw them away." in page


def test_a_teammate_sees_what_they_may_open(acme, client):
    an_offer(is_on_sale=False)
    members(50)
    a_member(name="Late")

    page = sign_in(client, a_person(tenant=acme, role="teammate"), acme).get("/desk/").text

    assert "1 draft is not on sale" in page
    assert "waits for room" not in page


def test_stopped_payouts_say_why(desk, acme):
    with in_public():
        Payee.objects.create(
            party_kind="tenant",
            party_ref=acme.uuid,
            display_name="Acme",
            blocked_at=NOON,
            block_reason="The bank sent the money back.",
            created_at=NOON,
        )

    page = desk.get("/desk/").text

    assert "Your payouts are stopped" in page
    assert "The bank sent the money back." in page


def test_a_circle_without_a_limit_names_no_size(desk, acme):
    assert '<span class="quiet">of 50</span>' in desk.get("/desk/").text

    an_operator(acme)
    forget_tenants()

    assert "Your circle has no limit." in desk.get("/desk/").text


def test_the_page_costs_the_same_for_any_number(desk, statements):
    an_offer(is_on_sale=False)
    members(50)
    a_member()
    desk.get("/desk/")
    one = statements(lambda: desk.get("/desk/"))
    for n in range(20):
        a_member(name=f"Late {n}")

    assert statements(lambda: desk.get("/desk/")) == one <= 30


def test_a_sim_card_to_post_is_on_the_first_page_in_the_list_and_in_the_filter(desk, acme):
    an_offer()
    order = an_order(sim_form="physical", delivery_address="Calle Sol 1")
    type(order).objects.update(paid_at=NOON, active_at=NOON)
    other = an_order(key="other")

    first, chosen = desk.get("/desk/").text, desk.get("/desk/orders/?state=to_post").text

    assert "1 SIM card waits to be posted" in first
    assert "/desk/orders/?state=to_post" in first
    assert "SIM card to post" in chosen
    assert order.number in chosen
    assert other.number not in chosen
    desk.post(f"/desk/orders/{order.pk}/posting/")
    assert "to be posted" not in desk.get("/desk/").text
