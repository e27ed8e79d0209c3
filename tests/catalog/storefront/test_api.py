"""TMF620 at a shop's host: what is on sale, for anybody."""

from datetime import timedelta

import pytest

from catalog.storefront.usecases.reprice_offer import reprice_offer
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


@RESOURCES
def test_what_is_withdrawn_is_listed_no_more_and_stays_readable(client, shelf, address, definition):
    withdraw_offer(code=shelf[0].code, at=NOON + timedelta(days=1))
    retired = client.get(f"{address}/{shelf[0].code}").json()

    assert [each["name"] for each in client.get(address).json()] == ["Alps 30"]
    assert retired["lifecycleStatus"] == "Retired"
    assert retired["lastUpdate"] == retired["validFor"]["endDateTime"]
    assert not retired.get("isSellable")
    assert faults(retired, "620", definition) == []
    assert client.get(f"{address}?lifecycleStatus=Retired").json() == [retired]


@RESOURCES
def test_a_draft_is_nobodys_to_read(client, shelf, address, definition):
    assert client.get(f"{address}/draft-5").status_code == 404
    assert client.get(f"{address}?lifecycleStatus=Active,Retired&id=draft-5").json() == []


@RESOURCES
def test_an_offer_tells_when_it_was_last_changed(client, shelf, address, definition):
    before = client.get(f"{address}/{shelf[0].code}").json()
    later = NOON + timedelta(days=2)
    terms = {"name": "Coast 11", "blurb": "", "price": shelf[0].price}
    reprice_offer(code=shelf[0].code, **terms, at=later)
    after = client.get(f"{address}/{shelf[0].code}").json()

    assert before["lastUpdate"] == before["validFor"]["startDateTime"]
    assert after["lastUpdate"] == later.isoformat().replace("+00:00", "Z")
    stamp = (later - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert client.get(f"{address}?lastUpdate.gt={stamp}").json() == [after]


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

    with query_budget(4):
        answer = client.get(address)

    assert len(answer.json()) == count
