"""A word that stands everywhere in one shop is on no page of the other."""

from tests.isolation.asking import address, visitor
from tests.isolation.routes import ROUTES
from tests.isolation.walk import SHOP
from tests.isolation.world import GLOBEX_WORD

# Pages of the seller that show what customers wrote: there the word must be, in its own shop.
TELLING = {
    "api-product-offering-list",
    "api-product-offering",
    "api-product-order-list",
    "api-product-order",
    "api-product-list",
    "api-product",
    "api-customer-bill-list",
    "api-applied-customer-billing-rate",
    "my-tokens",
    "shop-home",
    "shop-offer",
    "order-start",
    "order-status",
    "my-home",
    "my-line",
    "my-invoice",
    "my-orders",
    "desk-circle",
    "desk-domain",
    "desk-earnings",
    "desk-invoice",
    "desk-invoices",
    "desk-lines",
    "desk-offers",
    "desk-order",
    "desk-orders",
    "desk-settings",
    "desk-statement",
    "desk-team",
}


def pages(shop, **typed):
    """Go through every page a shop shows: to anybody, to its customer, to its owner."""
    browsers = {
        None: visitor(shop.ref),
        "signed-in": visitor(shop.ref, shop.customer),
        "permission": visitor(shop.ref, shop.owner),
    }
    for name, route in ROUTES[SHOP].items():
        if "GET" not in route.methods:
            continue
        who = "permission" if route.permission else route.declared
        url = address(SHOP, name, route, shop.objects)
        said = browsers[who].answer("GET", url, **({} if route.is_api else typed))
        if said.status == 200:
            yield name, said.body.lower()


def test_no_page_of_acme_says_globexs_word(world):
    word = GLOBEX_WORD.lower().encode()

    assert {name for name, body in pages(world.acme, base="monthly-10") if word in body} == set()


def test_no_search_at_acme_finds_globexs_word(world):
    word = GLOBEX_WORD.lower().encode()
    # Half of it: what was typed comes back on the page.
    asked = dict.fromkeys(("q", "encourager", "number"), GLOBEX_WORD[:5])

    assert {name for name, body in pages(world.acme, **asked) if word in body} == set()


def test_the_word_is_seen_where_it_belongs(world):
    """Otherwise its absence next door would prove nothing."""
    word = GLOBEX_WORD.lower().encode()
    said = {name for name, body in pages(world.globex) if word in body}

    assert TELLING - said == set()
