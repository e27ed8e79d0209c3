"""Set the order of the shelf."""

from django.db import transaction

from catalog.storefront.models import Offer
from catalog.storefront.shelf import shelf_has_changed


@transaction.atomic
def reorder_offers(*, codes: list[str]) -> None:
    """Put these offers first, in this order; the others follow. Twice changes nothing."""
    offers = list(Offer.objects.locked())
    rank = {code: place for place, code in enumerate(codes)}
    offers.sort(key=lambda offer: (rank.get(offer.code, len(rank)), offer.position, offer.pk))
    moved = [offer for place, offer in enumerate(offers, start=1) if offer.position != place]
    if not moved:
        return
    for place, offer in enumerate(offers, start=1):
        offer.position = place
    Offer.objects.bulk_update(moved, ["position"])
    shelf_has_changed()
