"""Take off the shelf what the network no longer lets be sold."""

from datetime import datetime

from django.db import transaction

from catalog.storefront.events import OffersStopped
from catalog.storefront.models import Offer
from catalog.storefront.queries import stopped_offers
from catalog.storefront.shelf import shelf_has_changed
from kith.audit.record import record
from kith.outbox import publish


@transaction.atomic
def follow_catalogue(*, at: datetime) -> list[str]:
    """
    Withdraw each offer whose base product is gone, or whose price has left the corridor.

    The seller hears of it once; lines sold on them stay as they are. Returns the offers' codes;
    again, nothing is left to withdraw.
    """
    # Every offer is locked: none is put on sale between the look and the withdrawal.
    offers = {offer.code: offer for offer in Offer.objects.locked()}
    stopped = stopped_offers(at=at)
    for code, why in stopped.items():
        offer = offers[code]
        offer.withdrawn_at = offer.stopped_at = at
        offer.save(update_fields=["withdrawn_at", "stopped_at"])
        detail = {"base": offer.base_code, "why": why}
        record("offer.stopped", actor_id=None, subject=f"offer:{code}", detail=detail, at=at)
    if stopped:
        shelf_has_changed()
        publish(OffersStopped(offer_codes=tuple(stopped)))
    return list(stopped)
