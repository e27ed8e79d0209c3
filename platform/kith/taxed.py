"""The tax inside of a total, worked out by the database, to the unit as `kith.money` does it."""

from __future__ import annotations

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Value, When
from django.db.models.lookups import GreaterThan

from kith.money import BASIS


def tax_inside_of(gross: str, rate: str) -> ExpressionWrapper:
    """
    Return the tax in a column of totals in minor units, at a column's rate in basis points.

    total * rate / (1 + rate), rounded as `kith.money.tax_inside`: half a unit to the even
    neighbour. Whole numbers only, so that no digit is ever lost; none of them is negative.
    """
    share, whole = F(gross) * F(rate), F(rate) + BASIS
    down, left = share / whole, share % whole
    # Exactly half goes up only from an odd number.
    is_up = GreaterThan(left * 2 + down % 2, whole)
    up = Case(When(is_up, then=Value(1)), default=Value(0))
    return ExpressionWrapper(down + up, output_field=BigIntegerField())


def without_tax_of(gross: str, rate: str) -> ExpressionWrapper:
    """Return a column of totals without the tax they contain."""
    return ExpressionWrapper(F(gross) - tax_inside_of(gross, rate), output_field=BigIntegerField())
