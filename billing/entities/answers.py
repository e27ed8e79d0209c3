"""What the company that sells answers to whoever names it."""

from __future__ import annotations

from django.db.models.functions import Now
from django.utils.translation import get_language

from billing.entities.models import EntityDetails
from billing.entities.sellers import Seller
from billing.entities.words import country_name
from kith.wall import public_side
from kith.wall.cache import cached, remember
from tenants.registry.questions import LegalSeller

# Every page of a shop asks: a change is seen a moment later, as a suspension is.
KEPT_SECONDS = 5


@public_side
def legal_seller() -> LegalSeller | None:
    """Return the company that bills of this moment name; None before it was set down."""
    key = f"legal-seller:{get_language()}"
    kept = cached(key, store="process")
    if isinstance(kept, LegalSeller):
        return kept
    seller = _now()
    if seller is None:
        return None
    parts = [seller.legal_name, *seller.address, country_name(seller.country)]
    found = LegalSeller(name=seller.legal_name, imprint=", ".join(parts))
    remember(key, found, seconds=KEPT_SECONDS, store="process")
    return found


def _now() -> Seller | None:
    """Return what the company says now; what it said first holds before that, too."""
    told = EntityDetails.objects.filter(entity__is_telco=True).select_related("entity")
    started = told.filter(starts_at__lte=Now()).order_by("-starts_at", "-pk").first()
    details = started or told.order_by("starts_at", "pk").first()
    return Seller.of(details) if details else None
