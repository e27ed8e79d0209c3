"""What others may ask of the telco's base products."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from catalog.wholesale.models import BaseProductRow, WholesaleTerm
from kith.errors import DomainError
from kith.money import BASIS, Money
from kith.wall import public_side

# The default programme, until staff date other terms: sellers under the telco's brand and the
# telco itself sell as agents of it, operators buy at 65 % of the net list price.
DEFAULT_TERMS = {"home": (0, 13_000), "reseller": (6_500, 13_000), "operator": (6_500, 13_000)}


class NoSuchProduct(DomainError):
    """There is no base product of that code on sale."""

    code = "product.unknown"


@dataclass(frozen=True)
class BaseProduct:
    """
    One base product as a kind of seller sees it.

    Prices are gross, what a buyer pays in all; `wholesale` is net of tax. A seller's
    price stays between `floor` (wholesale and its tax) and `ceiling`.
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


@public_side
def base_products(*, seller_kind: str, at: datetime | None = None) -> list[BaseProduct]:
    """Return every base product on sale, cheapest first within its kind."""
    rows = BaseProductRow.objects.current().filter(withdrawn_at=None)
    return _priced(rows.order_by("kind", "retail_minor", "code"), seller_kind, at)


@public_side
def base_product(*, code: str, seller_kind: str, at: datetime | None = None) -> BaseProduct:
    """
    Return one base product.

    :raises NoSuchProduct: none of that code is on sale
    """
    rows = BaseProductRow.objects.current().filter(code=code, withdrawn_at=None)
    found = _priced(rows, seller_kind, at)
    if not found:
        raise NoSuchProduct(f"“{code}” is not on sale.", mend="Choose another base product.")
    return found[0]


def _priced(
    rows: Iterable[BaseProductRow], seller_kind: str, at: datetime | None
) -> list[BaseProduct]:
    wholesale_share, ceiling_share = terms_of(seller_kind, at or timezone.now())
    return [_product(row, wholesale_share, ceiling_share) for row in rows]


def terms_of(seller_kind: str, at: datetime) -> tuple[int, int]:
    """Return the wholesale share and the ceiling in force, in basis points of the list price."""
    term = WholesaleTerm.objects.at(at).filter(seller_kind=seller_kind).first()
    if term:
        return term.wholesale_basis_points, term.ceiling_basis_points
    return DEFAULT_TERMS[seller_kind]


def _product(row: BaseProductRow, wholesale_share: int, ceiling_share: int) -> BaseProduct:
    retail = Money(row.retail_minor, row.currency)
    wholesale = net_of(retail, row.tax_basis_points).times(wholesale_share)
    return BaseProduct(
        code=row.code,
        name=row.name,
        kind=row.kind,
        summary=row.summary,
        allowances=row.allowances,
        retail=retail,
        wholesale=wholesale,
        floor=gross_of(wholesale, row.tax_basis_points),
        ceiling=retail.times(ceiling_share),
        tax_basis_points=row.tax_basis_points,
        period=row.period,
        version=row.version,
    )


def net_of(gross: Money, tax_basis_points: int) -> Money:
    """Return a gross price without its tax, rounded half up to the minor unit."""
    exact = Decimal(gross.minor) * BASIS / (BASIS + tax_basis_points)
    return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), gross.currency)


def gross_of(net: Money, tax_basis_points: int) -> Money:
    """Return a net price with its tax, rounded half up to the minor unit."""
    exact = Decimal(net.minor) * (BASIS + tax_basis_points) / BASIS
    return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), net.currency)
