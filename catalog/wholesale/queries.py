"""What others may ask of the telco's base products."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.catalogue import KINDS
from catalog.wholesale.differences import ALONE_DAYS, Difference, moves_far
from catalog.wholesale.models import BaseProductRow, WholesaleTerm
from kith.errors import DomainError
from kith.money import Money
from kith.proposals.queries import last_agreed_at, waiting_count
from kith.wall import public_side
from tenants.registry.questions import break_even

# What a file is called that takes a second person, where proposals are kept.
IMPORT = "catalogue"

# The default programme, until staff date other terms: sellers under the telco's brand and the
# telco itself sell as agents of it, operators buy at 65 % of the net list price.
DEFAULT_TERMS = {
    "home": {"wholesale_basis_points": 0, "fee_basis_points": 0, "ceiling_basis_points": 13_000},
    "reseller": {
        "wholesale_basis_points": 6_500,
        "fee_basis_points": 0,
        "ceiling_basis_points": 13_000,
    },
    "operator": {
        "wholesale_basis_points": 6_500,
        "fee_basis_points": 0,
        "ceiling_basis_points": 13_000,
    },
}


class NoSuchProduct(DomainError):
    """There is no base product of that code on sale."""

    code = "product.unknown"


@dataclass(frozen=True)
class BaseProduct:
    """
    One base product as a kind of seller sees it.

    Prices are gross, what a buyer pays in all; `wholesale` is net of tax. A seller's price stays
    between `floor` and `ceiling`.

    An operator buys at wholesale: at the floor a sale pays wholesale, regulators' fees, the
    network's fee on the sale and the tax; below it somebody would lose. A reseller sells as the
    telco's agent and buys nothing, yet stands in the same corridor: no shop undercuts what an
    operator can ask. The telco's own shop has no wholesale price; its floor is the smallest price
    there is.
    """

    code: str
    name: str
    kind: str
    summary: str
    allowances: dict[str, Any] = field(hash=False)
    retail: Money
    wholesale: Money
    floor: Money
    ceiling: Money
    tax_basis_points: int
    period: str
    version: int


@dataclass(frozen=True)
class Terms:
    """What a kind of seller pays of the net list price, and how far its prices may go."""

    wholesale_basis_points: int
    fee_basis_points: int
    ceiling_basis_points: int


@public_side
def base_products(*, seller_kind: str, at: datetime) -> list[BaseProduct]:
    """Return every base product on sale: plans, then add-ons; cheapest first within a kind."""
    rows = BaseProductRow.objects.on_sale(at).order_by("retail_minor", "code")
    return _priced(sorted(rows, key=lambda row: KINDS.index(row.kind)), seller_kind, at)


@public_side
def base_product(*, code: str, seller_kind: str, at: datetime) -> BaseProduct:
    """
    Return one base product.

    :raises NoSuchProduct: none of that code is on sale
    """
    found = _priced(BaseProductRow.objects.on_sale(at).filter(code=code), seller_kind, at)
    if not found:
        raise NoSuchProduct(
            _("“%(code)s” is not on sale.") % {"code": code},
            mend=_("Choose another base product."),
        )
    return found[0]


def _priced(rows: Iterable[BaseProductRow], seller_kind: str, at: datetime) -> list[BaseProduct]:
    terms, listed = terms_of(seller_kind, at), list(rows)
    floors = _floors(listed, terms, at)
    return [_product(row, terms, floor) for row, floor in zip(listed, floors, strict=True)]


@public_side
def as_it_would_be(row: BaseProductRow, *, at: datetime) -> dict[str, BaseProduct]:
    """Return a product, kept or not, as each kind of seller would see it."""
    return {kind: _priced([row], kind, at)[0] for kind in DEFAULT_TERMS}


@public_side
def imports_to_sign() -> int:
    """Count the catalogue files that wait for a second person."""
    return waiting_count(kind=IMPORT)


def terms_of(seller_kind: str, at: datetime) -> Terms:
    """Return the shares of the list price in force for a kind of seller."""
    term = WholesaleTerm.objects.at(at).filter(seller_kind=seller_kind).first()
    if term is None:
        return Terms(**DEFAULT_TERMS[seller_kind])
    return Terms(
        wholesale_basis_points=term.wholesale_basis_points,
        fee_basis_points=term.fee_basis_points,
        ceiling_basis_points=term.ceiling_basis_points,
    )


def _floors(rows: Iterable[BaseProductRow], terms: Terms, at: datetime) -> list[Money]:
    """Return the lowest price of each product: the one at which nobody loses by a sale."""
    costs = [(row, _cost(row, terms)) for row in rows]
    if not terms.wholesale_basis_points:
        # The telco's own shop buys nothing; one minor unit keeps it from giving away by a slip.
        return [
            max(cost, Money(1, row.currency)).with_tax(row.tax_basis_points) for row, cost in costs
        ]
    minors = break_even(costs=[(cost.minor, row.tax_basis_points) for row, cost in costs], at=at)
    return [Money(minor, row.currency) for (row, _), minor in zip(costs, minors, strict=True)]


def _cost(row: BaseProductRow, terms: Terms) -> Money:
    net = Money(row.retail_minor, row.currency).without_tax(row.tax_basis_points)
    return net.times(terms.wholesale_basis_points) + net.times(terms.fee_basis_points)


def _product(row: BaseProductRow, terms: Terms, floor: Money) -> BaseProduct:
    retail = Money(row.retail_minor, row.currency)
    net = retail.without_tax(row.tax_basis_points)
    wholesale = net.times(terms.wholesale_basis_points)
    return BaseProduct(
        code=row.code,
        name=row.name,
        kind=row.kind,
        summary=row.summary,
        allowances=row.allowances,
        retail=retail,
        wholesale=wholesale,
        floor=floor,
        ceiling=retail.times(terms.ceiling_basis_points),
        tax_basis_points=row.tax_basis_points,
        period=row.period,
        version=row.version,
    )


def takes_two(differences: Iterable[Difference], *, at: datetime) -> bool:
    """
    Say whether list prices move further than one person may have them, in however many files.

    A price moves from what it was 30 days ago, or when two people last agreed to a file.
    """
    moved = {one.code: one for one in differences if one.what == "retail"}
    since = at - timedelta(days=ALONE_DAYS)
    if agreed_at := last_agreed_at(kind=IMPORT):
        since = max(since, agreed_at)
    rows = BaseProductRow.objects.filter(code__in=moved).order_by("code", "-version")
    stood: dict[str, Money] = {}
    for row in rows:
        # The newest of then; of a younger product the first.
        if row.code not in stood or row.superseded_at is None or row.superseded_at > since:
            stood[row.code] = Money(row.retail_minor, row.currency)
    return any(
        moves_far(start, one.after)
        for code, one in moved.items()
        for start in (one.before, stood.get(code, one.before))
    )
