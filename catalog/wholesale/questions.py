"""What the catalogue asks of contexts to its left, shop by shop."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from catalog.wholesale.queries import BaseProduct
from kith.money import Money
from kith.questions import Question


@dataclass(frozen=True)
class OffersOn:
    """What a shop sells of one product: how many offers, and how many could go on."""

    on_sale: int
    stopped: int


@dataclass(frozen=True)
class LinesOn:
    """Who has a product in a shop: lines in service, and what they pay a month."""

    count: int
    paid_monthly: Money


@Question
def offers_on(*, products: Mapping[str, BaseProduct | None]) -> dict[str, OffersOn]:
    """Ask the shop that is entered for its offers on these products, as they would become."""
    raise NotImplementedError


@Question
def lines_on(*, codes: Collection[str]) -> dict[str, LinesOn]:
    """Ask the shop that is entered for its lines on these products."""
    raise NotImplementedError
