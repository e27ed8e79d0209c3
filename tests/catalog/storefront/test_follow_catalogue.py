"""What the telco no longer lets be sold goes off the shelf, and its seller is told."""

import pytest
from django.core import mail

from catalog.storefront.corridor import AddOnAlone
from catalog.storefront.models import Offer
from catalog.storefront.queries import NotOnSale, offer_to_order, offers_on_sale
from catalog.storefront.usecases.draft_offer import draft_offer
from catalog.storefront.usecases.follow_catalogue import follow_catalogue
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.storefront.usecases.reprice_offer import reprice_offer
from catalog.storefront.usecases.restore_offer import restore_offer
from catalog.wholesale.models import BaseProductRow, WholesaleTerm
from kith.money import Money
from kith.wall import in_public, in_tenant
from tenants.registry.models import Tenant
from tests.budget import query_budget
from tests.catalog.wholesale.taking_in import an_export, take_in
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.storefront import an_offer
from tests.factories.wholesale import a_base_product
from tests.post import drain

__all__ = ["query_budget"]
LATER = NOON.replace(hour=13)


def retire():
    BaseProductRow.objects.update(withdrawn_at=NOON)


def end_today():
    BaseProductRow.objects.update(sold_until=NOON)


def cost_more():
    BaseProductRow.objects.update(retail_minor=9900)


def become_an_add_on():
    BaseProductRow.objects.update(kind="addon")


def narrow_the_corridor():
    WholesaleTerm.objects.create(
        seller_kind="reseller",
        starts_at=NOON,
        wholesale_basis_points=9_900,
        ceiling_basis_points=9_950,
    )


CHANGES = [retire, end_today, cost_more, become_an_add_on, narrow_the_corridor]


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_new_buys_what_the_network_stopped_a_moment_ago(acme, change):
    offer = an_offer()
    offer_to_order(code=offer.code, at=LATER)
    with in_public():
        change()

    with pytest.raises(NotOnSale):
        offer_to_order(code=offer.code, at=LATER)


def test_a_buyer_waits_for_one_product_however_many_the_network_has(acme, query_budget):
    offer = an_offer()
    with query_budget(4):
        offer_to_order(code=offer.code, at=LATER)


@pytest.mark.parametrize("change", CHANGES)
def test_what_the_network_stopped_leaves_the_shelf_once(acme, change):
    an_offer()
    with in_public():
        change()

    assert follow_catalogue(at=LATER) == ["coast-10"]
    assert follow_catalogue(at=LATER) == []
    assert offers_on_sale() == []
    assert Offer.objects.get().stopped_at == LATER


def test_what_did_not_change_stays_on_the_shelf(acme):
    an_offer()
    a_base_product(code="other", withdrawn_at=NOON)

    assert follow_catalogue(at=LATER) == []
    assert len(offers_on_sale()) == 1


def test_an_offer_comes_back_at_a_price_inside_the_new_corridor(acme):
    an_offer()
    with in_public():
        cost_more()
    follow_catalogue(at=LATER)

    reprice_offer(code="coast-10", name="Coast 10", blurb="", price=Money(9900, "EUR"), at=LATER)
    restore_offer(code="coast-10", at=LATER)

    assert Offer.objects.get().stopped_at is None
    assert offer_to_order(code="coast-10", at=LATER).price == Money(9900, "EUR")


def test_a_file_that_retires_a_product_takes_it_off_every_shelf_and_tells_the_sellers(
    rolled_back, public
):
    take_in(an_export())
    owner = a_person(email="seller@example.org")
    Tenant.objects.filter(slug="acme").update(owner_id=owner.pk)
    for slug in ("acme", "globex"):
        with in_tenant(rolled_back[slug]):
            an_offer(base_code="o")
    drain()

    take_in(an_export(offering={"lifecycleStatus": "Retired"}), at=LATER)
    drain()

    for slug in ("acme", "globex"):
        with in_tenant(rolled_back[slug]):
            assert offers_on_sale() == []
    letters = [one for one in mail.outbox if "no longer on sale" in one.subject]
    assert [letter.to for letter in letters] == [["seller@example.org"]]
    assert "Coast 10" in letters[0].body
    assert "/desk/offers/" in letters[0].body


def test_an_add_on_is_no_offer_of_its_own(acme):
    a_base_product(code="world", kind="addon")

    with pytest.raises(AddOnAlone):
        draft_offer(base_code="world", name="World", blurb="", price=Money(1200, "EUR"), at=NOON)
    assert not Offer.objects.exists()


def test_a_draft_of_what_became_an_add_on_is_not_published(acme):
    offer = an_offer(is_on_sale=False)
    with in_public():
        become_an_add_on()

    with pytest.raises(AddOnAlone):
        publish_offer(code=offer.code, at=LATER)
