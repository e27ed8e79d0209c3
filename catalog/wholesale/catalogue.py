"""The catalogue as a value: its resources, and what they add up to for sellers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from catalog.wholesale.formats.drafts import (
    ALLOWANCES,
    Draft,
    OfferingDraft,
    PriceDraft,
    SpecificationDraft,
)
from kith.money import Money

KINDS = ("prepaid", "monthly", "data", "family", "addon")
PERIODS = ("month", "week", "once")
SOLD_STATES = ("active", "launched")
CHARGED = ("recurring", "once")


@dataclass(frozen=True)
class Terms:
    """What an offering and its parts add up to; `unsold_because` says why it is not sold."""

    name: str
    kind: str
    summary: str
    allowances: dict[str, int | None] = field(hash=False)
    retail: Money | None
    tax_basis_points: int | None
    period: str
    sold_from: datetime | None
    sold_until: datetime | None
    unsold_because: str


@dataclass
class Catalogue:
    """Every current resource by its code."""

    specifications: dict[str, SpecificationDraft] = field(default_factory=dict)
    prices: dict[str, PriceDraft] = field(default_factory=dict)
    offerings: dict[str, OfferingDraft] = field(default_factory=dict)

    def shelf(self, draft: Draft) -> dict[str, Any]:
        if isinstance(draft, SpecificationDraft):
            return self.specifications
        return self.prices if isinstance(draft, PriceDraft) else self.offerings

    def earlier(self, draft: Draft) -> Draft | None:
        """Return what stands here under the draft's code."""
        return self.shelf(draft).get(draft.code)

    def copy(self) -> Catalogue:
        return Catalogue(dict(self.specifications), dict(self.prices), dict(self.offerings))

    def put(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            self.shelf(draft)[draft.code] = draft

    def traits_of(self, offering: OfferingDraft) -> dict[str, Any]:
        """Return what an offering is and holds; its own word counts before its specification's."""
        specification = self.specifications.get(offering.specification_code)
        return (specification.traits if specification else {}) | offering.traits

    def charges_of(self, offering: OfferingDraft) -> list[PriceDraft]:
        """Return the prices of an offering that are charged by themselves and still stand."""
        known = (self.prices.get(code) for code in offering.price_codes)
        return [
            price
            for price in known
            if price is not None
            and price.charge in CHARGED
            and price.amount is not None
            and (not price.lifecycle or price.lifecycle.lower() in SOLD_STATES)
        ]

    def terms_of(self, offering: OfferingDraft) -> Terms:
        """Return what a seller gets of an offering, and why it is not sold if it is not."""
        traits = self.traits_of(offering)
        charged = self.charges_of(offering)
        price = charged[0] if len(charged) == 1 else None
        starts = [at for at in (offering.valid_from, price and price.valid_from) if at]
        ends = [at for at in (offering.valid_to, price and price.valid_to) if at]
        return Terms(
            name=offering.name,
            kind=_kind(traits, price),
            summary=offering.summary[:300],
            allowances={name: traits[name] for name in ALLOWANCES if name in traits},
            retail=price.amount if price else None,
            tax_basis_points=price.tax_basis_points if price else None,
            period=price.period if price else "",
            sold_from=max(starts, default=None),
            sold_until=min(ends, default=None),
            unsold_because=_unsold_because(offering, charged),
        )


def _kind(traits: dict[str, Any], price: PriceDraft | None) -> str:
    for name in ("kind", "category"):
        if traits.get(name) in KINDS:
            return str(traits[name])
    if (traits.get("lines") or 1) > 1:
        return "family"
    if "data_mb" in traits and "minutes" not in traits:
        return "data"
    return "monthly" if price and price.period == "month" else "prepaid"


def _unsold_because(offering: OfferingDraft, charged: list[PriceDraft]) -> str:
    if offering.lifecycle.lower() not in SOLD_STATES:
        return "not_active"
    if not offering.is_sellable:
        return "not_sellable"
    # A buyer is shown one total price: what needs two is not sold.
    if len(charged) != 1 or not charged[0].amount:
        return "several_prices" if len(charged) > 1 else "no_price"
    if charged[0].period not in PERIODS:
        return "other_rhythm"
    return "no_tax_rate" if charged[0].tax_basis_points is None else ""
