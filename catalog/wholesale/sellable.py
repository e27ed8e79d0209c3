"""Read off the imported entries what can be sold: the base products."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from kith.money import BASIS, Money, NotMoney

ON_SALE = frozenset({"active", "launched", "in test", ""})
PERIODS = {"monthly": "month", "month": "month", "weekly": "week", "week": "week"}
ALLOWANCES = {
    "dataAllowance": "data_mb",
    "minutes": "minutes",
    "texts": "texts",
    "roamingData": "roaming_mb",
    "lines": "lines",
}
KINDS = frozenset({"prepaid", "monthly", "data", "family", "addon"})
Bodies = Mapping[tuple[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Sellable:
    """A base product as the catalogue describes it now; `retail` is gross."""

    code: str
    name: str
    kind: str
    summary: str
    allowances: dict[str, Any] = field(hash=False)
    retail: Money
    tax_basis_points: int
    period: str


@dataclass(frozen=True)
class WrongPrice:
    """A price that cannot be charged: where it stands and why."""

    code: str
    reason: str


def sellable(offering: dict[str, Any], code: str, bodies: Bodies) -> Sellable | WrongPrice | None:
    """
    Return the base product an offering makes, None when it lacks what selling needs.

    List prices are gross, as buyers see them; the tax rate says how much of it is tax.
    """
    if offering.get("lifecycleStatus", "").lower() not in ON_SALE:
        return None
    if offering.get("isSellable") is False:
        return None
    values = _characteristics(offering, bodies)
    price = _price(offering, bodies)
    if price is None or values.get("planKind") not in KINDS:
        return None
    try:
        unit, value = price["price"]["unit"], price["price"]["value"]
        retail = Money.from_decimal(str(value), unit)
        rates = sum(
            (Decimal(str(tax.get("taxRate", 0))) for tax in price.get("tax", [])), Decimal(0)
        )
        tax = int((rates * BASIS / 100).to_integral_exact())
    except (NotMoney, InvalidOperation) as error:
        return WrongPrice(str(price.get("id", code)), str(error))
    if retail.minor <= 0:
        return None
    return Sellable(
        code=code,
        name=offering["name"],
        kind=values["planKind"],
        summary=offering.get("description", "")[:300],
        allowances={
            ours: _allowance(values[theirs])
            for theirs, ours in ALLOWANCES.items()
            if theirs in values
        },
        retail=retail,
        tax_basis_points=tax,
        period=PERIODS.get(price.get("recurringChargePeriodType", "").lower(), "once"),
    )


def _characteristics(offering: dict[str, Any], bodies: Bodies) -> dict[str, str]:
    reference = offering.get("productSpecification", {}).get("id", "")
    specification = bodies.get(("ProductSpecification", reference), {})
    found: dict[str, str] = {}
    for characteristic in [
        *specification.get("productSpecCharacteristic", []),
        *offering.get("prodSpecCharValueUse", []),
    ]:
        values = characteristic.get("productSpecCharacteristicValue") or [{}]
        chosen = next((value for value in values if value.get("isDefault")), values[0])
        if "value" in chosen and "name" in characteristic:
            found[characteristic["name"]] = str(chosen["value"])
    return found


def _price(offering: dict[str, Any], bodies: Bodies) -> dict[str, Any] | None:
    for named in offering.get("productOfferingPrice", []):
        price = (
            named if "price" in named else bodies.get(("ProductOfferingPrice", named.get("id", "")))
        )
        if price and "price" in price:
            return price
    return None


def _allowance(text: str) -> int | None:
    """Return the amount; None means without limit."""
    return int(text) if text.isdecimal() else None
