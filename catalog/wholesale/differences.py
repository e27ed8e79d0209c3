"""What a file changes about one base product."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kith.money import BASIS, Money


@dataclass(frozen=True)
class Sold:
    """On what terms a product is on sale: all that a slip in a file could have made wrong."""

    retail: Money
    tax_basis_points: int
    period: str
    allowances: dict[str, int | None] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Difference:
    """
    One thing about a base product, as it is and as it would be.

    `what` is `on_sale` (no, yes, or yes on terms), `retail` (money), or a column of the product.
    """

    code: str
    what: str
    before: Any
    after: Any


# So much of a list price one person moves; further, up or down, takes a second.
ALONE_UP_TO = 1_000  # basis points


# However many steps it takes: so far back the price is looked for that it moves from.
ALONE_DAYS = 30


def moves_far(before: Money, after: Money) -> bool:
    """Say whether a list price moves further than one person may have it."""
    if before.currency != after.currency:
        return True
    return abs(after.minor - before.minor) * BASIS > ALONE_UP_TO * before.minor


@dataclass(frozen=True)
class Unsold:
    """An offering that is kept and not sold, and the code of the reason."""

    code: str
    name: str
    because: str
