"""Money in minor units, and the one way to share it out."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any, overload

from babel import Locale
from iso4217 import Currency

# ISO 4217: how many digits a currency has after the point. Gold and the like have none, and are
# no money here.
SCALES = {one.code: one.exponent for one in Currency if one.exponent is not None}
BASIS = 10_000
LARGEST_MINOR = 2**63 - 1


class NotMoney(ValueError):
    """The value cannot be an amount of money; the message says why."""


@dataclass(frozen=True, order=False)
class Money:
    """An amount in minor units (cents) of one ISO 4217 currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise NotMoney(f"minor units are whole numbers, not {self.minor!r}")
        if abs(self.minor) > LARGEST_MINOR:
            raise NotMoney(f"{self.minor} is too large for an amount")
        if self.currency not in SCALES:
            raise NotMoney(f"{self.currency!r} is no currency of ISO 4217")

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def from_decimal(cls, value: Decimal | str | int, currency: str) -> Money:
        """
        Return the amount written in major units.

        :raises NotMoney: a float, no number, or more digits than the currency has
        """
        if isinstance(value, (float, bool)):
            raise NotMoney("write the amount as text or Decimal, never as a float")
        try:
            scaled = Decimal(value).scaleb(scale_of(currency))
        except InvalidOperation as error:
            raise NotMoney(f"{value!r} is not an amount") from error
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise NotMoney(f"{value} has more digits than {currency} has")
        return cls(int(scaled), currency)

    def to_decimal(self) -> Decimal:
        """Return the amount in major units."""
        return Decimal(self.minor).scaleb(-scale_of(self.currency))

    def times(self, basis_points: int) -> Money:
        """Return this share of the amount, rounded as `_whole` says."""
        return Money(_whole(Decimal(self.minor) * basis_points / BASIS), self.currency)

    def tax_inside(self, basis_points: int) -> Money:
        """Return the tax that this total contains at that rate."""
        return Money(tax_inside(self.minor, basis_points), self.currency)

    def without_tax(self, basis_points: int) -> Money:
        """Return this total without the tax it contains: with it, the total again."""
        return self - self.tax_inside(basis_points)

    def with_tax(self, basis_points: int) -> Money:
        """Return this net amount with its tax on top."""
        return self + self.times(basis_points)

    def _same(self, other: Money) -> int:
        if not isinstance(other, Money):
            raise TypeError(f"money and {type(other).__name__} do not mix")
        if other.currency != self.currency:
            raise NotMoney(f"{self.currency} and {other.currency} do not mix")
        return other.minor

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def __str__(self) -> str:
        return f"{self.to_decimal():f} {self.currency}"


class MoneyOf:
    """The amount that a row keeps in a column of minor units, in the row's currency."""

    def __init__(self, column: str) -> None:
        self.column = column

    @overload
    def __get__(self, row: None, model: type) -> MoneyOf: ...

    @overload
    def __get__(self, row: object, model: type) -> Money: ...

    def __get__(self, row: Any, model: type) -> MoneyOf | Money:
        return self if row is None else Money(getattr(row, self.column), row.currency)


def _whole(exact: Decimal) -> int:
    """Half a minor unit goes to the even neighbour: the one rounding of every rate and tax."""
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def tax_inside(gross_minor: int, basis_points: int) -> int:
    """Return the tax, in minor units, that a total contains: total * rate / (1 + rate)."""
    return _whole(Decimal(gross_minor) * basis_points / (BASIS + basis_points))


def scale_of(currency: str) -> int:
    """
    Return how many digits the currency has after the point, after ISO 4217.

    :raises NotMoney: there is no such currency
    """
    if currency not in SCALES:
        raise NotMoney(f"{currency!r} is no currency of ISO 4217")
    return SCALES[currency]


def format_money(amount: Money, locale: str = "en") -> str:
    """Return the amount as people of that locale write it, always with its currency."""
    speech = Locale.parse(locale, sep="-" if "-" in locale else "_")
    # A copy with the currency's own digits: the usual pattern leaves out the minor units that
    # nobody's shops use, and these are somebody's books.
    pattern = copy(speech.currency_formats["standard"])
    pattern.frac_prec = (scale_of(amount.currency),) * 2
    return str(
        pattern.apply(amount.to_decimal(), speech, currency=amount.currency, currency_digits=False)
    )


def allocate(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """
    Share `total` minor units by integer weights; the parts sum to it exactly.

    Largest remainder, ties by key; a weight of zero gets nothing; a negative
    total gives the mirror image of the positive one.

    :raises NotMoney: a negative weight, or nothing to share by
    """
    if type(total) is not int:
        raise NotMoney(f"minor units are whole numbers, not {total!r}")
    if any(type(weight) is not int or weight < 0 for weight in weights.values()):
        raise NotMoney("weights are whole numbers of zero or more")
    whole = sum(weights.values())
    if whole == 0:
        if total == 0:
            return dict.fromkeys(weights, 0)
        raise NotMoney("there is nobody to share with")
    sign, size = (-1, -total) if total < 0 else (1, total)
    parts, remainders = {}, []
    for key, weight in weights.items():
        parts[key], remainder = divmod(size * weight, whole)
        remainders.append((-remainder, key))
    for _, key in sorted(remainders)[: size - sum(parts.values())]:
        parts[key] += 1
    return {key: sign * part for key, part in parts.items()}


def allocate_more(before: int, after: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Return what each party adds when a shared total grows; many steps sum to one."""
    was, becomes = allocate(before, weights), allocate(after, weights)
    return {key: becomes[key] - was[key] for key in weights}
