"""What a chat, a search engine or a phone is told of a shop; each host speaks for itself."""

import io
import json
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from kith.ui.picture import draw_picture
from tests.factories.storefront import an_offer

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def meta(page, name):
    return re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', page.text)[1]


def listed(answer):
    return [found.text for found in ElementTree.fromstring(answer.content).iter(LOC)]


def test_an_offer_says_what_it_holds_and_costs(client):
    an_offer()

    page = client.get("/offers/coast-10/")

    assert meta(page, "og:title") == "Coast 10"
    assert "10 GB" in meta(page, "description")
    assert "€12.00 a month, all taxes included" in meta(page, "og:description")
    data = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)[1]
    )
    assert (data["offers"]["price"], data["offers"]["priceCurrency"]) == ("12.00", "EUR")
    assert data["offers"]["url"] == meta(page, "og:url")
    assert data["offers"]["url"].endswith("/offers/coast-10/")


def test_a_page_has_an_address_a_language_and_each_names_itself(client):
    an_offer()

    spanish = client.get("/offers/coast-10/?hl=es", headers={"accept-language": "en"})

    assert '<html lang="es"' in spanish.text
    assert spanish["Content-Language"] == "es"
    assert re.search('rel="canonical" href="([^"]*)"', spanish.text)[1].endswith("?hl=es")
    plain = client.get("/offers/coast-10/?by=maya&hl=tlh")
    assert re.search('rel="canonical" href="([^"]*)"', plain.text)[1].endswith("/coast-10/")
    for page in (spanish, plain):
        found = re.findall(r'hreflang="([\w-]+)" href="([^"]*)"', page.text)
        assert [code for code, _ in found] == ["en", "es", "x-default"]
        assert {address.partition("?")[0] for _, address in found} == {found[-1][1]}


@pytest.mark.parametrize(
    ("page", "path"),
    [("/", "/preview/shop.png"), ("/offers/coast-10/", "/preview/offers/coast-10.png")],
)
def test_the_picture_is_of_the_size_chats_show(client, page, path):
    an_offer()

    answer = client.get(path)

    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert meta(client.get(page), "og:image").endswith(f"{path}?hl=en")


def test_a_picture_speaks_its_pages_language_and_no_cache_gives_it_to_another_reader(client):
    an_offer()

    pages = [client.get(f"/offers/coast-10/?hl={language}") for language in ("en", "es")]
    # A chat fetches the picture without a cookie, and often says no language at all.
    english, spanish = (
        client.get(meta(page, "og:image").partition("localhost:8000")[2]) for page in pages
    )
    chosen = client.get("/preview/offers/coast-10.png", headers={"cookie": "django_language=es"})

    assert english.content != spanish.content
    assert chosen.content == spanish.content
    assert {"Cookie", "Accept-Language"} <= set(chosen["Vary"].split(", "))
    for page in pages:
        assert f'"image": "{meta(page, "og:image")}"' in page.text


def test_no_picture_is_drawn_of_what_is_not_on_sale(client):
    assert client.get("/preview/offers/gone.png").status_code == 404


@pytest.mark.parametrize("title", ["x" * 400, "", "word " * 80, "Ñandú 例 🙂"])
def test_a_picture_bears_whatever_a_seller_writes(title):
    png = draw_picture(title=title, line=title, foot=title)

    assert Image.open(io.BytesIO(png)).size == (1200, 630)


def test_the_sitemap_lists_what_this_host_sells_and_nothing_else(client, client_for, globex):
    an_offer()

    mine, other = listed(client.get("/sitemap.xml")), listed(client_for(globex).get("/sitemap.xml"))

    assert [address.partition(".localhost")[2] for address in mine] == ["/", "/offers/coast-10/"]
    assert len(other) == 1
    assert "globex" in other[0]


def test_the_network_lists_its_own_pages(client_for):
    network = client_for(None)

    assert [found.rpartition("localhost")[2] for found in listed(network.get("/sitemap.xml"))] == [
        "/",
        "/about/",
    ]
    assert "og:description" in network.get("/").text
    assert network.get("/manifest.webmanifest").json()["start_url"] == "/"


def test_machines_are_led_to_the_sitemap_and_away_from_what_is_somebodys(client):
    text = client.get("/robots.txt").text

    assert re.search(
        r"^Sitemap: http://acme\.kith\.localhost:\d+/sitemap\.xml$", text, re.MULTILINE
    )
    for path in ("/my/", "/desk/", "/order/", "/accounts/"):
        assert f"Disallow: {path}\n" in text


def test_a_phone_keeps_the_shop_under_its_name(client, acme):
    answer = client.get("/manifest.webmanifest")

    assert answer["Content-Type"] == "application/manifest+json"
    assert (answer.json()["name"], answer.json()["start_url"]) == (acme.name, "/my/")
    assert 'rel="manifest" href="/manifest.webmanifest"' in client.get("/").text
