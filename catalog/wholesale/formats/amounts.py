"""Amounts and taxes of a file, exact to the minor unit, or refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_name
from django.conf import settings
from django.utils.translation import gettext as _

from catalog.wholesale.formats.drafts import Reading
from catalog.wholesale.formats.exact_json import member_path
from kith.money import SCALES, Money, NotMoney, scale_of
from kith.ui.formats import locale_name

# In basis points. Between nothing and the lowest a number is taken for another way to write one.
LOWEST_TAX, HIGHEST_TAX = 100, 10_000
LARGEST = Decimal(10) ** 12


def money_at(value: dict[str, Any] | None, path: str, reading: Reading) -> Money | None:
    """
    Return the amount of a TMF Money; None for none, or for one that is refused.

    An empty object names no amount; one of the two members alone is refused.
    """
    if not value or not (value.keys() & {"unit", "value"}):
        return None
    unit: Any = value.get("unit")
    number: Any = value.get("value")
    for name in ("unit", "value"):
        if value.get(name) is None:
            reading.refuse(member_path(path, name), _("is missing: an amount needs both"))
            return None
    if problem := problem_of_currency(unit):
        reading.refuse(member_path(path, "unit"), problem)
        return None
    return amount_of(Decimal(number), str(unit), member_path(path, "value"), reading)


def problem_of_currency(code: Any) -> str:
    """Return what is wrong with a price's currency, empty when nothing is."""
    if code not in SCALES:
        return _("“%(code)s” is no ISO 4217 currency code") % {"code": code}
    if code != settings.KITH_CURRENCY:
        return _(
            "%(code)s is not settled here: this network pays in %(currency)s, name the price in it"
        ) % {"code": code, "currency": settings.KITH_CURRENCY}
    return ""


def amount_of(number: Decimal, currency: str, path: str, reading: Reading) -> Money | None:
    """Return the amount, or refuse what is negative, too large, or finer than the currency."""
    if number < 0:
        reading.refuse(path, _("%(number)s is below zero") % {"number": number})
        return None
    if not number.is_finite() or number > LARGEST:
        reading.refuse(path, _("is too large for a price"))
        return None
    try:
        return Money.from_decimal(number, currency)
    except NotMoney:
        digits = scale_of(currency)
        name = get_currency_name(currency, locale=locale_name())
        reading.refuse(
            path,
            _("%(number)s is finer than %(name)s is: %(digits)s digits after the point")
            % {"number": number, "name": name, "digits": digits},
        )
        return None


def rate_at(number: Any, path: str, reading: Reading) -> int | None:
    """Return a tax rate in basis points: 21 means 21 %."""
    if number is None:
        return None
    points = Decimal(number) * 100
    if 0 < points < LOWEST_TAX:
        # 0.21 is how programs write 21 %. A surcharge that small stands beside a rate.
        reading.refuse(
            path,
            _(
                "%(number)s would be %(number)s %%: write per cent, 21 for 21 %%; add a "
                "surcharge below one per cent to the rate it comes with"
            )
            % {"number": number},
        )
        return None
    if points != points.to_integral_value():
        reading.refuse(
            path, _("%(number)s %% is finer than a hundredth of a per cent") % {"number": number}
        )
        return None
    if not 0 <= points <= HIGHEST_TAX:
        reading.refuse(
            path, _("%(number)s %% is no tax rate between 0 and 100") % {"number": number}
        )
        return None
    return int(points)


def total_price(
    *, price: Money, basis_points: int | None, told_tax: Money | None, path: str, reading: Reading
) -> Money | None:
    """
    Return what a buyer pays in total.

    A TMF price does not say whether it holds its tax. Where the tax's own amount is given it
    tells: it is either the tax on top of the price or the tax inside it. Where it is not, the
    price is the total, as shop prices are.
    """
    if told_tax is None or basis_points is None:
        return price
    if told_tax.currency != price.currency:
        reading.refuse(
            path,
            _("is in %(currency)s, the price in %(currency2)s")
            % {"currency": told_tax.currency, "currency2": price.currency},
        )
        return None
    # A minor unit of difference is another way of rounding, not another reading.
    if abs(told_tax.minor - price.times(basis_points).minor) <= 1:
        return price + told_tax
    if abs(told_tax.minor - price.tax_inside(basis_points).minor) <= 1:
        return price
    rate = Decimal(basis_points) / 100
    reading.refuse(
        path,
        _("%(told_tax)s is neither %(rate)s %% on top of %(price)s nor inside it")
        % {"told_tax": told_tax, "rate": rate, "price": price},
    )
    return None
