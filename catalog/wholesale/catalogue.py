"""The catalogue as a value: its resources, and what they add up to for sellers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from catalog.wholesale.formats.drafts import (
    ALLOWANCES,
    OPEN,
    Draft,
    OfferingDraft,
    PriceDraft,
    SpecificationDraft,
)
from catalog.wholesale.formats.traits import RHYTHM_OF
from kith.money import Money

KINDS = ("prepaid", "monthly", "data", "family", "addon")
PERIODS = ("month", "week", "once")
SOLD_STATES = ("active", "launched")
# A price in one of these is over; in any other that is not sold it may be yet to come.
PAST_STATES = ("retired", "obsolete", "rejected")
CHARGED = ("recurring", "once")
# How many days a buyer has paid for in advance: what binds no longer binds nobody.
PAID_DAYS = {"month": 31, "week": 7, "once": 0}


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

    def prices_of(self, offering: OfferingDraft) -> list[PriceDraft]:
        """Return the prices of an offering that the catalogue holds."""
        return [self.prices[code] for code in offering.price_codes if code in self.prices]

    def charges_of(self, offering: OfferingDraft) -> list[PriceDraft]:
        """Return the prices of an offering that are charged by themselves and still stand."""
        return [
            price
            for price in self.prices_of(offering)
            if price.charge in CHARGED and price.amount is not None and _is_in_force(price)
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
            unsold_because=self._unsold_because(offering, traits, charged),
        )

    def _unsold_because(
        self, offering: OfferingDraft, traits: dict[str, Any], charged: list[PriceDraft]
    ) -> str:
        if offering.lifecycle.lower() not in SOLD_STATES:
            return "not_active"
        if not offering.is_sellable:
            return "not_sellable"
        prices = self.prices_of(offering)
        parts = (offering, self.specifications.get(offering.specification_code), *prices)
        if any(part.is_doubtful for part in parts if part is not None):
            return "doubtful"
        is_one_missing = len(prices) < len(set(offering.price_codes))
        return (
            _price_apart(prices, charged, is_one_missing=is_one_missing)
            or _rhythm_apart(charged[0])
            or _term_apart(offering, charged[0], traits)
            or _allowance_apart(traits, charged[0].period)
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


def _is_in_force(price: PriceDraft) -> bool:
    return not price.lifecycle or price.lifecycle.lower() in SOLD_STATES


def _is_past(price: PriceDraft) -> bool:
    return price.lifecycle.lower() in PAST_STATES


def _price_apart(
    prices: list[PriceDraft], charged: list[PriceDraft], *, is_one_missing: bool
) -> str:
    """
    Return why a buyer would not owe one price that is known, if so.

    A buyer is shown one total: what needs two prices is not sold, nor one part as the whole.
    """
    if any(price.charge == "other" and not _is_past(price) for price in prices):
        return "price_not_read"
    if len(charged) != 1 or not charged[0].amount:
        return "several_prices" if len(charged) > 1 else "no_price"
    # A price that is over was replaced by one of its own kind, or it is missing.
    apart = [price for price in prices if price.charge in CHARGED and price not in charged]
    if is_one_missing or any(
        not _is_past(price) or price.charge != charged[0].charge for price in apart
    ):
        return "price_not_there"
    return ""


def _rhythm_apart(price: PriceDraft) -> str:
    if price.period not in PERIODS:
        return "other_rhythm"
    return "no_tax_rate" if price.tax_basis_points is None else ""


def _term_apart(offering: OfferingDraft, price: PriceDraft, traits: dict[str, Any]) -> str:
    told = (offering.term_days, price.term_days, traits.get("term", 0))
    longest = PAID_DAYS[price.period]
    return "term" if any(days in (None, OPEN) or days > longest for days in told) else ""


def _allowance_apart(traits: dict[str, Any], period: str) -> str:
    if any(traits.get(name) == OPEN for name in ("kind", *ALLOWANCES)):
        return "several_values"
    each = {traits.get(RHYTHM_OF.format(name), period) for name in ALLOWANCES if name in traits}
    return "" if each <= {period} else "other_rhythm_of_use"
