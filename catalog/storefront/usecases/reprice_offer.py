"""Change what an offer is called and costs."""

from datetime import datetime

from django.db import transaction

from catalog.storefront.corridor import check_price
from catalog.storefront.models import CatalogueVersion, Offer
from catalog.wholesale.queries import base_product
from kith.money import Money
from kith.wall import required_tenant


@transaction.atomic
def reprice_offer(*, code: str, name: str, blurb: str, price: Money, at: datetime) -> Offer:
    """
    Set name, words and price of an offer; orders already placed keep theirs.

    :raises OutsideCorridor: the price is below the floor or above the ceiling
    :raises NoSuchProduct: the base product is no longer sold
    """
    offer = Offer.objects.locked().get(code=code)
    product = base_product(code=offer.base_code, seller_kind=required_tenant().kind, at=at)
    check_price(price, product)
    offer.name, offer.blurb, offer.price_minor = name, blurb, price.minor
    offer.wholesale_minor, offer.base_version = product.wholesale.minor, product.version
    offer.allowances = product.allowances
    offer.save()
    CatalogueVersion.bump(at=at)
    return offer
