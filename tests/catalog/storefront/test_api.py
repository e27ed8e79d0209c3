"""TMF620 at a shop's host: what is on sale, for anybody."""

import pytest

from catalog.storefront.usecases.withdraw_offer import withdraw_offer
from kith.wall import in_tenant
from tests.clock import NOON
from tests.factories.storefront import an_offer
from tests.tmf import base_path, faults

OFFERS = f"{base_path('620')}productOffering"
PRICES = f"{base_path('620')}productOfferingPrice"
RESOURCES = pytest.mark.parametrize(
    ("address", "definition"), [(OFFERS, "ProductOffering"), (PRICES, "ProductOfferingPrice")]
)


@pytest.fixture
def shelf(acme, globex):
    """Three offers at acme, one of them a draft; one at globex."""
    with in_tenant(globex):
        an_offer(name="Zanzivar 20")
    an_offer(name="Draft 5", is_on_sale=False)
    return [an_offer(name="Coast 10"), an_offer(name="Alps 30", price_minor=1549)]


@RESOURCES
def test_a_list_and_its_items_are_what_the_standard_draws(client, shelf, address, definition):
    answer = client.get(address)
    items = [client.get(each["href"]).json() for each in answer.json()]

    assert answer.status_code == 200
    assert [each["id"] for each in answer.json()] == [offer.code for offer in shelf]
    assert answer.json() == items
    assert [faults(each, "620", definition) for each in items] == [[], []]
    assert {each["@type"] for each in items} == {definition}


def test_a_price_is_the_very_number_in_the_books(client, shelf):
    answer = client.get(f"{PRICES}/{shelf[1].code}")
    price = answer.json()

    assert b'"price":{"unit":"EUR","value":15.49}' in answer.content
    assert price["tax"][0]["taxRate"] == 21
    assert price["tax"][0]["taxAmount"] == {"unit": "EUR", "value": 2.69}
    assert (price["priceType"], price["recurringChargePeriodType"]) == ("recurring", "month")


@RESOURCES
def test_another_shops_offers_are_not_there_and_not_counted(
    client, shelf, globex, client_for, address, definition
):
    there = client_for(globex).get(address)

    assert there["X-Total-Count"] == "1"
    assert client.get(address)["X-Total-Count"] == "2"
    assert client.get(f"{address}/{there.json()[0]['id']}").status_code == 404


def test_what_is_withdrawn_or_drafted_is_not_there(client, shelf):
    withdraw_offer(code=shelf[0].code, at=NOON)

    assert [each["name"] for each in client.get(OFFERS).json()] == ["Alps 30"]
    assert client.get(f"{OFFERS}/{shelf[0].code}").status_code == 404
    assert client.get(f"{OFFERS}/draft-5").status_code == 404


def test_what_the_shop_pays_for_it_is_told_to_nobody(client, shelf):
    for address in (OFFERS, PRICES):
        assert b"wholesale" not in client.get(address).content
        assert f"{shelf[0].wholesale_minor / 100}".encode() not in client.get(address).content


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("address", [OFFERS, PRICES])
def test_a_list_costs_two_statements_whatever_its_length(
    client, acme, query_budget, count, address
):
    for number in range(count):
        an_offer(name=f"Plan {number}", is_on_sale=number < 6)
    from catalog.storefront.models import Offer

    Offer.objects.update(published_at=NOON)
    client.get("/livez")

    with query_budget(3):
        answer = client.get(address)

    assert len(answer.json()) == count
