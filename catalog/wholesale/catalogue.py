"""The catalogue as a value: what it says now, what a file makes of it, and the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from catalog.wholesale.formats.drafts import (
    ALLOWANCES,
    Draft,
    OfferingDraft,
    PriceDraft,
    PriceListRow,
    Reading,
    SpecificationDraft,
)
from catalog.wholesale.models import KINDS, PERIODS
from kith.money import Money

SPECIFICATION, PRICE, OFFERING = "specification", "price", "offering"
RESOURCE_OF = {SpecificationDraft: SPECIFICATION, PriceDraft: PRICE, OfferingDraft: OFFERING}
SOLD_STATES = ("active", "launched")
CHARGED = ("recurring", "once")


@dataclass(frozen=True)
class Terms:
    """What an offering and its parts add up to for a seller."""

    kind: str
    allowances: dict[str, int | None]
    retail: Money | None
    tax_basis_points: int | None
    period: str
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

    def copy(self) -> Catalogue:
        return Catalogue(dict(self.specifications), dict(self.prices), dict(self.offerings))

    def put(self, drafts: Iterable[Draft]) -> None:
        for draft in drafts:
            self.shelf(draft)[draft.code] = draft

    def terms_of(self, offering: OfferingDraft) -> Terms:
        """Return what a seller gets of an offering, and why it is not sold if it is not."""
        specification = self.specifications.get(offering.specification_code)
        traits = (specification.traits if specification else {}) | offering.traits
        charged = self.charges_of(offering)
        price = charged[0] if len(charged) == 1 else None
        return Terms(
            kind=_kind(traits, price),
            allowances={name: traits[name] for name in ALLOWANCES if name in traits},
            retail=price.amount if price else None,
            tax_basis_points=price.tax_basis_points if price else None,
            period=price.period if price else "",
            unsold_because=_unsold_because(offering, charged),
        )

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


@dataclass(frozen=True)
class Difference:
    """One resource that a file adds or changes; `changes` are (member, before, after) in words."""

    resource: str
    code: str
    name: str
    is_new: bool
    changes: tuple[tuple[str, str, str], ...] = ()


def merge_rows(catalogue: Catalogue, rows: Iterable[PriceListRow], reading: Reading) -> list[Draft]:
    """Return the drafts that a price list makes of the catalogue as it stands."""
    drafts: list[Draft] = []
    for row in rows:
        offering = catalogue.offerings.get(row.code)
        if offering is None and row.name is None:
            reading.refuse(
                f"line {row.line}, name", f"is empty, and “{row.code}” is new to the catalogue"
            )
            continue
        offering = offering or OfferingDraft(row.code, row.name or row.code, lifecycle="Active")
        charged = catalogue.charges_of(offering)
        if len(charged) > 1:
            codes = ", ".join(price.code for price in charged)
            reading.refuse(
                f"line {row.line}, price",
                f"“{row.code}” has more than one price ({codes}); import them as TMF620",
            )
            continue
        drafts += _merged(catalogue, offering, charged[0] if charged else None, row)
    return drafts


def differences(before: Catalogue, after: Catalogue) -> Iterator[tuple[Difference, Draft]]:
    """Yield what the second catalogue adds to or changes in the first, parts before wholes."""
    for old, new in (
        (before.specifications, after.specifications),
        (before.prices, after.prices),
        (before.offerings, after.offerings),
    ):
        for code, draft in new.items():
            earlier = old.get(code)
            changes = _changes(before, after, earlier, draft)
            if earlier is None or changes:
                resource = RESOURCE_OF[type(draft)]
                yield (
                    Difference(resource, code, draft.name, earlier is None, tuple(changes)),
                    draft,
                )


def _merged(
    catalogue: Catalogue, offering: OfferingDraft, price: PriceDraft | None, row: PriceListRow
) -> list[Draft]:
    charge = "once" if row.period == "once" else "recurring"
    price = price or PriceDraft(f"{row.code}:price", row.name or offering.name, charge)
    price = replace(
        price,
        charge=charge,
        amount=row.price,
        tax_basis_points=row.tax_basis_points,
        period=row.period,
    )
    specification = catalogue.specifications.get(offering.specification_code)
    known = (specification.traits if specification else {}) | offering.traits
    news = {
        name: value
        for name, value in row.traits.items()
        if name not in known or known[name] != value
    }
    codes = offering.price_codes
    offering = replace(
        offering,
        name=row.name or offering.name,
        summary=row.summary or offering.summary,
        lifecycle=row.lifecycle or offering.lifecycle,
        price_codes=codes if price.code in codes else (*codes, price.code),
        traits=offering.traits | news,
    )
    return [price, offering]


def _kind(traits: dict[str, Any], price: PriceDraft | None) -> str:
    if traits.get("kind") in KINDS:
        return str(traits["kind"])
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
    if not charged or not charged[0].amount:
        return "no_price"
    if len(charged) > 1:
        return "several_prices"
    if charged[0].period not in PERIODS:
        return "other_rhythm"
    return "no_tax_rate" if charged[0].tax_basis_points is None else ""


def _changes(
    before: Catalogue, after: Catalogue, earlier: Draft | None, draft: Draft
) -> list[tuple[str, str, str]]:
    was, becomes = _facts(before, earlier), _facts(after, draft)
    changes = [
        (name, _words(was.get(name)), _words(value))
        for name, value in becomes.items()
        if was.get(name) != value and name != "body"
    ]
    if earlier is not None and not changes and was["body"] != becomes["body"]:
        changes = [("other members", "", "changed")]
    return changes


def _facts(catalogue: Catalogue, draft: Draft | None) -> dict[str, Any]:
    if draft is None:
        return {}
    facts = {item.name: getattr(draft, item.name) for item in fields(draft)}
    facts.pop("code")
    if isinstance(draft, OfferingDraft):
        terms = catalogue.terms_of(draft)
        facts |= {item.name: getattr(terms, item.name) for item in fields(terms)}
    return facts


def _words(value: Any) -> str:
    if value in (None, "", (), {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        parts = (
            f"{name} {'unlimited' if item is None else item}" for name, item in value.items()
        )
        return ", ".join(parts)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
