"""Offers for tests; the caller stands inside a tenant."""

from catalog.storefront.usecases.draft_offer import draft_offer
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.wholesale.models import BaseProductRow
from kith.money import Money
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.wholesale import a_base_product


def an_offer(*, name="Coast 10", price_minor=1200, base_code="monthly-10", is_on_sale=True):
    """Make one offer from a base product, which is made when it is missing."""
    with in_public():
        is_known = BaseProductRow.objects.filter(code=base_code).exists()
    if not is_known:
        a_base_product(code=base_code)
    offer = draft_offer(
        base_code=base_code, name=name, blurb="", price=Money(price_minor, "EUR"), at=NOON
    )
    return publish_offer(code=offer.code, at=NOON) if is_on_sale else offer
