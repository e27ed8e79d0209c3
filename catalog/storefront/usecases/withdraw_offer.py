"""Take an offer off the shelf."""

from datetime import datetime

from django.db import transaction

from catalog.storefront.models import Offer
from catalog.storefront.shelf import shelf_has_changed


@transaction.atomic
def withdraw_offer(*, code: str, at: datetime) -> Offer:
    """Withdraw one offer; lines sold on it stay as they are. Twice changes nothing."""
    offer = Offer.objects.locked().get(code=code)
    if offer.is_on_sale:
        offer.withdrawn_at = at
        offer.save(update_fields=["withdrawn_at"])
        shelf_has_changed()
    return offer
