"""What something sold costs, as offers, orders and products tell it."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Value, When
from rest_framework import serializers

from kith.api.shapes import Constant, MoneyShape, Percentage, Shape
from kith.taxed import tax_inside_of, without_tax_of

ONCE = "once"
PRICE_TYPES, PERIODS = ("oneTime", "recurring"), ("month", "week")


def price_columns(gross: str) -> dict[str, Any]:
    """Return what a price is told by, of rows with a period, a total and the rate of its tax."""
    return {
        "price_type": Case(
            When(period=ONCE, then=Value(PRICE_TYPES[0])), default=Value(PRICE_TYPES[1])
        ),
        "charge_period": Case(When(period=ONCE, then=None), default=F("period")),
        "tax_minor": tax_inside_of(gross, "tax_basis_points"),
        "net_minor": without_tax_of(gross, "tax_basis_points"),
    }


class TaxShape(Shape):
    """The tax that is in a price."""

    taxCategory = Constant("VAT")
    taxRate = Percentage(source="tax_basis_points")
    taxAmount = MoneyShape("tax_minor")


class AmountShape(Shape):
    """An amount with its tax and without."""

    def __init__(self, minor: str) -> None:
        super().__init__(source="*", read_only=True)
        self._minor = minor

    def get_fields(self) -> dict[str, Any]:
        """Return the members of the amount."""
        return {
            "taxRate": Percentage(source="tax_basis_points"),
            "taxIncludedAmount": MoneyShape(self._minor),
            "dutyFreeAmount": MoneyShape("net_minor"),
        }


class PriceShape(Shape):
    """A price as it was agreed; it stands whatever the shop asks today."""

    def __init__(self, minor: str) -> None:
        super().__init__(source="*", read_only=True)
        self._minor = minor

    def get_fields(self) -> dict[str, Any]:
        """Return the members of the price."""
        return {
            "name": Constant("total"),
            "priceType": serializers.ChoiceField(PRICE_TYPES, source="price_type"),
            "recurringChargePeriod": serializers.ChoiceField(PERIODS, source="charge_period"),
            "price": AmountShape(self._minor),
        }
