"""A plan is called, in each language of its shop, what its seller calls it there."""

import pytest

from catalog.ordering.models import Order
from catalog.storefront.models import Offer
from kith.wall import in_public, in_tenant
from tenants.workspace.usecases.describe_shop import describe_shop
from tests.catalog.storefront.test_api import OFFERS, PRICES
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.storefront import an_offer
from tests.factories.wholesale import a_base_product

SPANISH = {"accept-language": "es"}
WORDS = {"name": "Light", "blurb": "A bit of all", "price": "12.00"}


@pytest.fixture
def seller(client, acme):
    describe_shop(name="Acme", languages=["en", "es"], at=NOON)
    with in_public():
        person = a_person(tenant=acme, role="reseller")
    return sign_in(client, person, acme)


@pytest.fixture
def plan(seller, client_for, acme):
    """A plan its seller named twice at the desk; the browser is a stranger's."""
    offer = an_offer()
    spanish = {"name_es": "Ligera", "blurb_es": "Un poco de todo"}
    assert seller.post(f"/desk/offers/{offer.code}/", WORDS | spanish).status_code == 302
    return client_for(acme)


def test_the_desk_asks_in_each_further_language_of_the_shop(plan, seller):
    page = seller.get("/desk/offers/coast-10/").text

    assert "Name (español)" in page
    assert 'value="Ligera"' in page
    assert 'value="Light"' in page


def test_a_draft_in_other_words_is_not_the_one_there_is(seller):
    with in_public():
        a_base_product(code="monthly-10")
    sent = WORDS | {"name": "Sea", "base_code": "monthly-10", "name_es": "Mar"}

    drafts = [seller.post("/desk/offers/new/", sent) for _ in range(2)]
    other = seller.post("/desk/offers/new/", sent | {"name_es": "Océano"})

    assert [draft.status_code for draft in drafts] == [302, 302]
    assert "There is an offer named “Sea”." in other.text
    assert Offer.objects.get().translations == {"es": {"name": "Mar"}}


def test_a_shop_of_one_language_is_asked_once(seller):
    describe_shop(name="Acme", languages=["en"], at=NOON)
    offer = an_offer()

    assert "name_es" not in seller.get(f"/desk/offers/{offer.code}/").text
    assert seller.post(f"/desk/offers/{offer.code}/", WORDS).status_code == 302


@pytest.mark.parametrize("address", ["/", "/offers/coast-10/", "/order/coast-10/"])
def test_each_reader_sees_their_language(plan, address):
    spanish, english = plan.get(address, headers=SPANISH).text, plan.get(address).text

    assert "Ligera" in spanish
    assert "Un poco de todo" in spanish
    assert "Light" not in spanish
    assert "Light" in english
    assert "Ligera" not in english


def test_a_plan_without_words_in_that_language_keeps_its_first(client):
    an_offer(name="Coast 10")

    assert "Coast 10" in client.get("/", headers=SPANISH).text


@pytest.mark.parametrize("address", [OFFERS, PRICES])
def test_the_api_answers_and_is_asked_in_the_language_of_the_request(plan, address):
    spanish, english = plan.get(address, headers=SPANISH), plan.get(address)

    assert [each["name"] for each in spanish.json()] == ["Ligera"]
    assert [each["name"] for each in english.json()] == ["Light"]
    assert spanish["Content-Language"] == "es"
    assert len(plan.get(f"{address}?name=Ligera", headers=SPANISH).json()) == 1
    assert plan.get(f"{address}?name=Ligera").json() == []


def test_an_order_keeps_the_name_its_buyer_saw(plan):
    buyer = {"contact_name": "Ana", "contact_email": "ana@example.com", "sim_form": "esim"}
    plan.post("/order/coast-10/", buyer | {"has_card_consent": "on"}, headers=SPANISH)

    assert Order.objects.get().offer_name == "Ligera"


def test_another_shop_has_nothing_of_it(plan, globex, client_for):
    with in_tenant(globex):
        an_offer(name="Coast 10")
        assert Offer.objects.get().translations == {}

    assert "Ligera" not in client_for(globex).get("/", headers=SPANISH).text
