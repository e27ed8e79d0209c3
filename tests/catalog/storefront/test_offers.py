"""A shop's offers: drafted, published inside the corridor, withdrawn, at most six."""

import pytest

from catalog.storefront.corridor import OutsideCorridor, TooManyOffers
from catalog.storefront.models import Offer
from catalog.storefront.queries import NotOnSale, offer_card, offers_on_sale, shop_state
from catalog.storefront.usecases.discard_offer import AlreadyPublished, discard_offer
from catalog.storefront.usecases.draft_offer import NameTaken, draft_offer
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.storefront.usecases.reorder_offers import reorder_offers
from catalog.storefront.usecases.reprice_offer import reprice_offer
from catalog.storefront.usecases.withdraw_offer import withdraw_offer
from catalog.wholesale.models import BaseProductRow
from catalog.wholesale.queries import NoSuchProduct
from kith.money import Money
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.storefront import an_offer
from tests.factories.wholesale import a_base_product

LATER = NOON.replace(hour=13)


def names():
    return [card.name for card in offers_on_sale()]


def test_publishing_keeps_todays_wholesale_price_on_the_offer(acme):
    offer = an_offer()

    assert (offer.wholesale, offer.published_at) == (Money(645, "EUR"), NOON)
    assert offer_card(code=offer.code).price == Money(1200, "EUR")


def test_publishing_twice_changes_nothing(acme):
    first = an_offer()
    version = shop_state().version
    with in_public():
        BaseProductRow.objects.update(retail_minor=1300)

    again = publish_offer(code=first.code, at=LATER)

    assert (again.wholesale_minor, again.published_at) == (645, NOON)
    assert shop_state().version == version


@pytest.mark.parametrize("minor", [804, 1561])
def test_a_price_outside_the_corridor_is_refused_and_nothing_drafted(acme, minor):
    a_base_product()

    with pytest.raises(OutsideCorridor) as refusal:
        draft_offer(
            base_code="monthly-10", name="Coast", blurb="", price=Money(minor, "EUR"), at=NOON
        )

    assert "€8.05" in refusal.value.mend
    assert not Offer.objects.exists()


@pytest.mark.parametrize("minor", [805, 1560])
def test_the_edges_of_the_corridor_are_inside(acme, minor):
    assert an_offer(price_minor=minor).is_on_sale


def test_a_price_in_another_currency_is_refused(acme):
    a_base_product()

    with pytest.raises(OutsideCorridor):
        draft_offer(
            base_code="monthly-10", name="Coast", blurb="", price=Money(1200, "USD"), at=NOON
        )


def test_a_seventh_offer_is_refused_and_stays_a_draft(acme):
    for number in range(6):
        an_offer(name=f"Coast {number}")
    an_offer(name="One too many", is_on_sale=False)

    with pytest.raises(TooManyOffers):
        publish_offer(code="one-too-many", at=NOON)

    assert len(names()) == 6
    assert not Offer.objects.get(code="one-too-many").is_on_sale


def test_a_withdrawn_offer_leaves_the_shelf_and_can_come_back(acme):
    offer = an_offer()
    withdraw_offer(code=offer.code, at=LATER)
    withdraw_offer(code=offer.code, at=LATER)

    with pytest.raises(NotOnSale):
        offer_card(code=offer.code)
    assert names() == []

    publish_offer(code=offer.code, at=LATER)
    assert names() == ["Coast 10"]


def test_a_corridor_that_moved_past_the_price_refuses_publication(acme):
    an_offer(is_on_sale=False)
    with in_public():
        BaseProductRow.objects.update(retail_minor=900)

    with pytest.raises(OutsideCorridor):
        publish_offer(code="coast-10", at=LATER)

    assert names() == []


def test_a_product_no_longer_sold_is_refused(acme):
    an_offer(is_on_sale=False)
    with in_public():
        BaseProductRow.objects.update(withdrawn_at=NOON)

    with pytest.raises(NoSuchProduct):
        publish_offer(code="coast-10", at=LATER)


def test_repricing_changes_the_shelf_and_bumps_its_version(acme):
    an_offer()
    version = shop_state().version

    reprice_offer(
        code="coast-10",
        name="Coast ten",
        blurb="For the harbour",
        price=Money(1300, "EUR"),
        at=LATER,
    )

    assert (names(), shop_state().version) == (["Coast ten"], version + 1)


def test_drafting_the_same_twice_makes_one(acme):
    first = an_offer(is_on_sale=False)

    assert an_offer(is_on_sale=False) == first
    with pytest.raises(NameTaken):
        an_offer(price_minor=1300, is_on_sale=False)


def test_a_draft_is_discarded_but_not_what_was_on_sale(acme):
    an_offer(name="Draft", is_on_sale=False)
    an_offer(name="Sold")

    discard_offer(code="draft")
    discard_offer(code="draft")
    with pytest.raises(AlreadyPublished):
        discard_offer(code="sold")

    assert list(Offer.objects.values_list("code", flat=True)) == ["sold"]


def test_the_shelf_is_shown_in_the_order_chosen(acme):
    for name in ("One", "Two", "Three"):
        an_offer(name=name)

    reorder_offers(codes=["three", "one"])

    assert names() == ["Three", "One", "Two"]


def test_the_other_tenant_sees_nothing(acme, globex):
    an_offer()

    with in_tenant(globex):
        assert (offers_on_sale(), shop_state().version) == ([], 0)
