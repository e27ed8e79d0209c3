"""How long a seller may think better of a price."""

from datetime import datetime, timedelta

from catalog.storefront.models import Offer

TO_THINK = timedelta(minutes=10)


def can_take_price_back(offer: Offer, *, at: datetime) -> bool:
    """Say whether the last change of a price can still be taken back."""
    if offer.repriced_at is None or offer.price_before_minor is None:
        return False
    return at < offer.repriced_at + TO_THINK
