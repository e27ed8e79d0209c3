"""Take a withdrawal back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.storefront.corridor import check_kind, check_price, check_room
from catalog.storefront.models import Offer
from catalog.storefront.shelf import shelf_has_changed
from catalog.wholesale.queries import base_product
from kith.errors import DomainError
from kith.wall import required_tenant


class NeverOnSale(DomainError):
    """There is no withdrawal to take back: the offer was never published."""

    code = "offer.never_on_sale"


@transaction.atomic
def restore_offer(*, code: str, at: datetime) -> Offer:
    """
    Put a withdrawn offer back as it stood, at the terms it was published on.

    An offer that is on sale stays as it is, so taking back twice changes nothing.

    :raises NeverOnSale: it is a draft
    :raises TooManyOffers: its place has been taken
    :raises OutsideCorridor: the corridor has moved past the price
    :raises AddOnAlone: the base product is an add-on
    :raises NoSuchProduct: the base product is no longer sold
    """
    # Every offer is locked: two that come back at once must not both find the last free place.
    offers = {offer.code: offer for offer in Offer.objects.locked()}
    offer = offers.get(code) or Offer.objects.get(code=code)
    if offer.is_on_sale:
        return offer
    if offer.published_at is None:
        raise NeverOnSale(
            _("“%(name)s” was never on sale.") % {"name": offer.name},
            mend=_("Put it on sale instead."),
        )
    seller_kind = required_tenant().kind
    check_room(seller_kind)
    product = base_product(code=offer.base_code, seller_kind=seller_kind, at=at)
    check_kind(product)
    check_price(offer.price, product)
    offer.withdrawn_at = offer.stopped_at = None
    offer.changed_at = at
    offer.save(update_fields=["withdrawn_at", "stopped_at", "changed_at"])
    shelf_has_changed()
    return offer
