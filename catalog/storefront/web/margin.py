"""What a seller keeps of one sale at a price, by the terms sales are really split by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.storefront.questions import sale_split
from catalog.wholesale.queries import BaseProduct
from kith.money import Money
from kith.questions import NobodyAnswers
from kith.ui.shapes import Part
from kith.wall import required_tenant

# In the order of the bar; the seller stands last, where the eye ends.
PARTIES = ("tax", "wholesale", "platform", "sponsor", "rounding", "seller")


@dataclass(frozen=True)
class Margin:
    """One sale, split: the parts sum to the price."""

    price: Money
    keeps: Money
    parts: list[Part]


def margin_of(*, price: Money, product: BaseProduct, at: datetime) -> Margin | None:
    """Return how a sale at this price is split; None while nobody can tell."""
    try:
        parts = sale_split(
            gross_minor=price.minor,
            tax_basis_points=product.tax_basis_points,
            wholesale_minor=product.wholesale.minor,
            seller_kind=required_tenant().kind,
            at=at,
        )
    except NobodyAnswers:
        return None
    labels = {
        "tax": _("Tax"),
        "wholesale": _("The telco, for the network"),
        "platform": _("The platform"),
        "sponsor": _("Who encouraged you"),
        "rounding": _("Rounding"),
        "seller": _("You"),
    }
    return Margin(
        price=price,
        keeps=Money(parts.get("seller", 0), price.currency),
        parts=[
            Part(labels[party], Money(parts[party], price.currency), party)
            for party in PARTIES
            if parts.get(party)
        ],
    )
