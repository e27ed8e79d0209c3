"""What a shop says of itself, in each of its languages: at home and in the directory."""

import pytest

from kith.wall import in_public
from tenants.workspace.queries import shop_words
from tenants.workspace.usecases.describe_shop import describe_shop
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.storefront import an_offer

PAGE = "/desk/settings/"
SPANISH = {"accept-language": "es"}
SENT = {
    "name": "Maya",
    "tagline": "Plans for the street",
    "tagline_es": "Tarifas para la calle",
    "about": "I help.",
    "support_hours": "weekdays 9 to 18",
    "support_hours_es": "laborables de 9 a 18",
    "languages": ["en", "es"],
}


@pytest.fixture
def seller(client, acme):
    describe_shop(name="Maya", languages=["en", "es"], at=NOON)
    with in_public():
        person = a_person(tenant=acme, role="reseller")
    return sign_in(client, person, acme)


def test_it_is_said_in_the_readers_language_at_home_and_in_the_directory(seller, acme, client_for):
    assert seller.post(PAGE, SENT).status_code == 302
    an_offer()
    stranger, network = client_for(acme), client_for(None)

    at_home = stranger.get("/", headers=SPANISH).text
    assert "Tarifas para la calle" in at_home
    assert "laborables de 9 a 18" in at_home
    # What nobody translated is said in the first language.
    assert "I help." in at_home
    assert "Plans for the street" in stranger.get("/").text
    assert "Tarifas para la calle" in network.get("/", headers=SPANISH).text
    assert "Tarifas para la calle" in network.get("/", {"q": "calle"}, headers=SPANISH).text
    assert "Plans for the street" in network.get("/").text


def test_whoever_reads_spanish_edits_the_first_language_as_it_was_written(seller):
    seller.post(PAGE, SENT)

    page = seller.get(PAGE, headers=SPANISH).text

    assert 'value="Plans for the street"' in page
    assert 'value="Tarifas para la calle"' in page


def test_the_led_set_up_leaves_the_further_languages_alone(seller):
    seller.post(PAGE, SENT)

    seller.post("/desk/setup/words/", {"name": "Maya", "tagline": "New line", "support_hours": ""})

    assert shop_words().tagline == "New line"
    assert shop_words().translations["es"]["tagline"] == "Tarifas para la calle"


def test_a_language_the_shop_no_longer_speaks_is_read_nowhere(seller, client_for):
    seller.post(PAGE, SENT)

    seller.post(PAGE, SENT | {"languages": ["en"]})

    assert shop_words().translations == {}
    assert "Plans for the street" in client_for(None).get("/", headers=SPANISH).text
