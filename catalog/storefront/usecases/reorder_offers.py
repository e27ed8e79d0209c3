"""Set the order of the shelf."""

from datetime import datetime

from django.db import transaction

from catalog.storefront.models import CatalogueVersion, Offer


@transaction.atomic
def reorder_offers(*, codes: list[str], at: datetime) -> None:
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
    CatalogueVersion.bump(at=at)
