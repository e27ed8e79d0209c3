"""Change what an offer is called and costs."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.storefront.corridor import check_price, snapshot
from catalog.storefront.models import Offer
from catalog.storefront.shelf import shelf_has_changed
from catalog.wholesale.queries import base_product
from kith.audit.record import record
from kith.money import Money
from kith.translated import Translations, worth_keeping
from kith.wall import required_tenant


@transaction.atomic
def reprice_offer(
    *,
    code: str,
    name: str,
    blurb: str,
    price: Money,
    at: datetime,
    by: UUID | None = None,
    translations: Translations | None = None,
) -> Offer:
    """
    Set name, words and price of an offer; the same again changes nothing.

    Without `translations` those it has stay.

    Orders already placed keep what they were placed at. The offer takes over what its base product
    holds and costs today.

    :raises OutsideCorridor: the price is below the floor or above the ceiling
    :raises NoSuchProduct: the base product is no longer sold
    """
    offer = Offer.objects.locked().get(code=code)
    product = base_product(code=offer.base_code, seller_kind=required_tenant().kind, at=at)
    check_price(price, product)
    columns = {"name": name, "blurb": blurb, "price_minor": price.minor} | snapshot(product)
    if translations is not None:
        columns["translations"] = worth_keeping(translations)
    if all(getattr(offer, column) == value for column, value in columns.items()):
        return offer
    if offer.price_minor != price.minor:
        columns |= {"price_before_minor": offer.price_minor, "repriced_at": at}
        moved = {"from": offer.price_minor, "to": price.minor, "currency": price.currency}
        record("offer.repriced", actor_id=by, subject=f"offer:{code}", detail=moved, at=at)
    columns["changed_at"] = at
    for column, value in columns.items():
        setattr(offer, column, value)
    offer.save(update_fields=list(columns))
    shelf_has_changed()
    return offer
