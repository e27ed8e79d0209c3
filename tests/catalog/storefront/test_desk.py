"""The desk: corridor and margin in view, one shelf that moves, every step with its way back."""

import pytest

from billing.invoicing.splitting import split_line
from billing.settlement.terms import ensure_sharing_models, sharing_terms
from catalog.storefront.models import Offer
from catalog.storefront.queries import offers_on_sale
from catalog.storefront.questions import sale_split
from kith.questions import answering
from kith.wall import in_public
from tests.factories.accounts import a_person, sign_in
from tests.factories.storefront import an_offer
from tests.factories.wholesale import a_base_product

HTMX = {"hx-request": "true"}


def split_of_sale(*, gross_minor, tax_basis_points, wholesale_minor, seller_kind, at):
    return split_line(
        gross_minor=gross_minor,
        tax_basis_points=tax_basis_points,
        wholesale_minor=wholesale_minor,
        terms=sharing_terms(seller_kind=seller_kind, at=at),
        has_sponsor=False,
    )


@pytest.fixture
def seller(client, acme):
    with in_public():
        person = a_person(tenant=acme, role="reseller")
        ensure_sharing_models()
    with answering(sale_split.by(split_of_sale)):
        yield sign_in(client, person, acme)


def on_sale():
    return [card.code for card in offers_on_sale()]


def test_an_empty_desk_says_what_to_do_first(seller):
    assert "Nothing on your shelf yet" in seller.get("/desk/offers/").content.decode()


def test_the_list_counts_what_is_on_sale(seller):
    for number in range(3):
        an_offer(name=f"Coast {number}")
    an_offer(name="Idea", is_on_sale=False)

    page = seller.get("/desk/offers/").content.decode()

    assert "3 of 6 on sale" in page
    assert page.index("Drafts") < page.index("Idea")


def test_base_products_are_shown_with_their_corridor(seller):
    a_base_product()

    page = seller.get("/desk/offers/pick/").content.decode()

    assert "From €8.05 to €15.60" in page
    assert "/desk/offers/new/?base=monthly-10" in page


def test_the_margin_is_shown_before_anything_is_saved(seller):
    a_base_product()

    page = seller.get("/desk/offers/new/?base=monthly-10").content.decode()

    # 12.00 holds 2.08 of tax; a reseller keeps 10 % of the rest.
    assert "€2.08" in page
    assert "You keep" in page
    assert "€0.99" in page
    assert not Offer.objects.exists()


def test_the_margin_follows_the_price(seller):
    a_base_product()

    part = seller.get("/desk/offers/margin/?base=monthly-10&price=15,00", headers=HTMX)

    assert "€1.24" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_a_price_outside_the_corridor_is_told_while_it_is_typed(seller):
    a_base_product()

    part = seller.get("/desk/offers/margin/?base=monthly-10&price=20", headers=HTMX)

    assert "€8.05" in part.content.decode()


def test_without_a_script_a_button_shows_the_margin_and_saves_nothing(seller):
    a_base_product()
    form = {"base_code": "monthly-10", "name": "Coast", "price": "15.00", "then": "look"}

    page = seller.post("/desk/offers/new/", form)

    assert page.status_code == 200
    assert "€1.24" in page.content.decode()
    assert not Offer.objects.exists()


def test_a_price_that_leaves_the_seller_nothing_says_so(client, acme):
    a_base_product()
    with in_public():
        person = a_person(tenant=acme, role="reseller")
        ensure_sharing_models()

    def nothing_left(**asked):
        dear = {"seller_kind": "operator", "wholesale_minor": asked["gross_minor"]}
        return split_of_sale(**asked | dear)

    with answering(sale_split.by(nothing_left)):
        browser = sign_in(client, person, acme)
        page = browser.get("/desk/offers/margin/?base=monthly-10&price=8.05").text

    assert "At this price you earn nothing." in page


def test_while_nobody_tells_the_split_the_page_still_works(seller):
    a_base_product()

    with answering(sale_split.by_nobody()):
        page = seller.get("/desk/offers/new/?base=monthly-10")

    assert page.status_code == 200
    assert "You keep" not in page.content.decode()


def test_nothing_unseen_stands_in_an_offer_that_is_shown(seller):
    a_base_product()
    turned = "Coast \u202e5\u2069"
    form = {"base_code": "monthly-10", "name": turned, "blurb": turned, "price": "11,50"}

    seller.post("/desk/offers/new/", form | {"then": "publish"})

    offer = Offer.objects.get()
    assert (offer.name, offer.blurb) == ("Coast 5", "Coast 5")


@pytest.mark.parametrize(("then", "codes"), [("", []), ("publish", ["coast"])])
def test_an_offer_is_saved_or_put_on_sale(seller, then, codes):
    a_base_product()
    form = {"base_code": "monthly-10", "name": "Coast", "price": "11,50", "then": then}

    assert seller.post("/desk/offers/new/", form).status_code == 302
    assert seller.post("/desk/offers/new/", form).status_code == 302

    assert on_sale() == codes
    assert Offer.objects.get().price_minor == 1150


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"price": "99.00"}, 409),
        ({"price": "7.79"}, 409),
        ({"price": "10.005"}, 422),
        ({"price": "1.200"}, 422),
        ({"price": "ten"}, 422),
        ({"price": "-1"}, 422),
        ({"name": ""}, 422),
    ],
)
def test_a_refused_offer_keeps_what_was_typed_and_saves_nothing(seller, change, status):
    a_base_product()
    form = {"base_code": "monthly-10", "name": "Coast", "blurb": "For us", "price": "12.00"}

    page = seller.post("/desk/offers/new/", form | change)

    assert page.status_code == status
    assert "For us" in page.content.decode()
    assert not Offer.objects.exists()


def test_a_seventh_offer_stays_a_draft_and_says_why(seller):
    for number in range(6):
        an_offer(name=f"Coast {number}")
    form = {"base_code": "monthly-10", "name": "Seventh", "price": "12.00", "then": "publish"}

    page = seller.post("/desk/offers/new/", form, follow=True).content.decode()

    assert "is kept as a draft" in page
    assert "at most 6 offers" in page
    assert len(on_sale()) == 6


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_withdrawal_offers_to_be_taken_back(seller, headers):
    an_offer()

    page = seller.post("/desk/offers/coast-10/withdrawal/", headers=headers, follow=True)

    assert "/desk/offers/coast-10/restoration/" in page.content.decode()
    assert "Undo" in page.content.decode()
    assert on_sale() == []
    seller.post("/desk/offers/coast-10/restoration/", headers=headers)
    assert on_sale() == ["coast-10"]


def test_the_shelf_alone_is_sent_to_a_page_that_moves(seller):
    an_offer(is_on_sale=False)

    part = seller.post("/desk/offers/coast-10/publication/", headers=HTMX)

    assert part.content.decode().lstrip().startswith('<div id="shelf"')
    assert on_sale() == ["coast-10"]


def test_a_refusal_is_shown_in_the_shelf(seller):
    an_offer()

    part = seller.post("/desk/offers/coast-10/discarding/", headers=HTMX)

    assert part.status_code == 409
    assert "Withdraw it instead" in part.content.decode()
    assert on_sale() == ["coast-10"]


def test_offers_move_up_and_down_and_stop_at_the_ends(seller):
    for name in ("One", "Two", "Three"):
        an_offer(name=name)

    seller.post("/desk/offers/three/place/", {"direction": "up"})
    assert on_sale() == ["one", "three", "two"]
    seller.post("/desk/offers/one/place/", {"direction": "down"})
    assert on_sale() == ["three", "one", "two"]
    seller.post("/desk/offers/three/place/", {"direction": "up"})
    assert on_sale() == ["three", "one", "two"]


def test_a_product_that_is_no_longer_sold_is_flagged(seller):
    from catalog.wholesale.models import BaseProductRow
    from tests.clock import NOON

    an_offer()
    with in_public():
        BaseProductRow.objects.update(withdrawn_at=NOON)

    assert "no longer sells" in seller.get("/desk/offers/").content.decode()
    assert seller.get("/desk/offers/coast-10/").status_code == 302


def test_names_that_are_words_of_the_desk_get_a_page_all_the_same(seller):
    an_offer(name="New")

    assert seller.get("/desk/offers/new-offer/").status_code == 200


def test_the_other_shops_offers_are_not_there(seller, globex):
    from kith.wall import in_tenant

    with in_tenant(globex):
        an_offer(name="Globe")

    assert seller.get("/desk/offers/globe/").status_code == 404
    assert seller.post("/desk/offers/globe/place/").status_code == 404
    for door in ("publication", "withdrawal", "restoration"):
        assert seller.post(f"/desk/offers/globe/{door}/", headers=HTMX).status_code == 404
    with in_tenant(globex):
        assert on_sale() == ["globe"]


@pytest.mark.parametrize(("role", "status"), [("customer", 403), ("teammate", 403)])
def test_those_who_may_not_publish_are_refused(client, acme, role, status):
    an_offer(is_on_sale=False)
    with in_public():
        person = a_person(tenant=acme, role=role)
    sign_in(client, person, acme)

    assert client.post("/desk/offers/coast-10/publication/").status_code == status
    assert on_sale() == []


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_for_any_number_of_offers(seller, query_budget, count):
    for number in range(count):
        an_offer(name=f"Coast {number}", is_on_sale=False)

    # session, person, second factor, roles, the offers, base products, terms, split, the face
    with query_budget(10):
        page = seller.get("/desk/offers/").content.decode()

    assert page.count("offer-row") == count


def test_a_refused_price_is_said_once_and_in_the_readers_money(seller):
    a_base_product()
    an_offer()

    page = seller.post("/desk/offers/coast-10/", {"name": "Coast 10", "blurb": "", "price": "306"})

    assert page.status_code == 409
    assert page.content.decode().count("€306.00") == 1
