"""Put an offer on sale at today's terms."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.storefront.corridor import check_kind, check_price, check_room, snapshot
from catalog.storefront.events import OfferPublished
from catalog.storefront.models import Offer
from catalog.storefront.shelf import shelf_has_changed
from catalog.wholesale.queries import base_product
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import required_tenant


@transaction.atomic
def publish_offer(*, code: str, at: datetime, by: UUID | None = None) -> Offer:
    """
    Publish one offer, with today's wholesale price kept on it; twice changes nothing.

    :raises OutsideCorridor: the corridor has moved past the price
    :raises TooManyOffers: the shelf is full
    :raises AddOnAlone: the base product is an add-on
    :raises NoSuchProduct: the base product is no longer sold
    """
    # Every offer is locked: two publications at once must not both find the last free place.
    offers = {offer.code: offer for offer in Offer.objects.locked()}
    offer = offers.get(code) or Offer.objects.get(code=code)
    if offer.is_on_sale:
        return offer
    seller_kind = required_tenant().kind
    check_room(seller_kind)
    product = base_product(code=offer.base_code, seller_kind=seller_kind, at=at)
    check_kind(product)
    check_price(offer.price, product)
    columns = snapshot(product) | {"published_at": at, "withdrawn_at": None, "stopped_at": None}
    for column, value in columns.items():
        setattr(offer, column, value)
    offer.save(update_fields=list(columns))
    shelf_has_changed()
    told = {"price": offer.price_minor, "currency": offer.price.currency}
    record("offer.published", actor_id=by, subject=f"offer:{code}", detail=told, at=at)
    publish(OfferPublished(offer_code=offer.code))
    return offer
