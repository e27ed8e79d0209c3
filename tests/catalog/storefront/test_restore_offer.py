"""A withdrawal can be taken back."""

import pytest

from catalog.storefront.corridor import OutsideCorridor, TooManyOffers
from catalog.storefront.models import Offer
from catalog.storefront.queries import offers_on_sale, shop_state
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.storefront.usecases.restore_offer import NeverOnSale, restore_offer
from catalog.storefront.usecases.withdraw_offer import withdraw_offer
from catalog.wholesale.models import BaseProductRow
from catalog.wholesale.queries import NoSuchProduct
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.storefront import an_offer

LATER = NOON.replace(hour=13)


def test_an_offer_comes_back_as_it_stood(acme):
    an_offer()
    withdraw_offer(code="coast-10", at=LATER)
    with in_public():
        BaseProductRow.objects.update(retail_minor=1250)

    offer = restore_offer(code="coast-10", at=LATER)

    assert (offer.published_at, offer.withdrawn_at, offer.wholesale_minor) == (NOON, None, 645)
    assert [card.code for card in offers_on_sale()] == ["coast-10"]


def test_taking_back_twice_changes_nothing(acme):
    an_offer()
    withdraw_offer(code="coast-10", at=LATER)
    restore_offer(code="coast-10", at=LATER)
    version = shop_state().version

    restore_offer(code="coast-10", at=LATER)

    assert shop_state().version == version


def test_a_draft_was_never_withdrawn(acme):
    an_offer(is_on_sale=False)

    with pytest.raises(NeverOnSale):
        restore_offer(code="coast-10", at=LATER)

    assert Offer.objects.get().published_at is None


def test_a_place_that_was_taken_is_refused(acme):
    an_offer()
    withdraw_offer(code="coast-10", at=LATER)
    for number in range(6):
        an_offer(name=f"Other {number}")

    with pytest.raises(TooManyOffers):
        restore_offer(code="coast-10", at=LATER)

    assert Offer.objects.get(code="coast-10").withdrawn_at == LATER


@pytest.mark.parametrize(
    ("change", "refusal"),
    [({"retail_minor": 900}, OutsideCorridor), ({"withdrawn_at": NOON}, NoSuchProduct)],
)
def test_what_moved_under_it_is_refused(acme, change, refusal):
    an_offer()
    withdraw_offer(code="coast-10", at=LATER)
    with in_public():
        BaseProductRow.objects.update(**change)

    with pytest.raises(refusal):
        restore_offer(code="coast-10", at=LATER)

    assert offers_on_sale() == []


def test_publishing_again_takes_todays_terms(acme):
    an_offer()
    withdraw_offer(code="coast-10", at=LATER)
    with in_public():
        BaseProductRow.objects.update(retail_minor=1250)

    assert publish_offer(code="coast-10", at=LATER).wholesale_minor == 671
