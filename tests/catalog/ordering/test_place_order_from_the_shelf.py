"""An order for an offer that really stands in a storefront."""

import pytest

from catalog.ordering.models import Order
from catalog.ordering.usecases.place_order import place_order
from catalog.storefront.queries import NotOnSale
from kith.money import Money
from tests.clock import NOON
from tests.factories.storefront import an_offer


def order_for(code: str) -> Order:
    return place_order(
        offer_code=code,
        contact_name="Ana Ruiz",
        contact_email="ana@example.org",
        contact_phone="",
        person_id=None,
        encouraged_by=None,
        sim_form="esim",
        key="one",
        at=NOON,
    )


def test_the_order_takes_todays_price(acme):
    offer = an_offer(price_minor=1200)

    order = order_for(offer.code)

    assert (order.total, order.base_code) == (Money(1200, "EUR"), "monthly-10")


def test_an_offer_not_on_sale_cannot_be_ordered(acme):
    offer = an_offer(is_on_sale=False)

    with pytest.raises(NotOnSale):
        order_for(offer.code)

    assert not Order.objects.exists()
