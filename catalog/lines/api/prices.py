"""What something sold costs, as orders and products tell it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kith.api.shapes import Constant, MoneyShape, Percentage, Shape, money_body


class AmountShape(Shape):
    """An amount with its tax and without."""

    taxRate = Percentage(source="tax_basis_points")
    taxIncludedAmount = MoneyShape(source="price")
    dutyFreeAmount = serializers.SerializerMethodField()

    def get_dutyFreeAmount(self, sold: Any) -> dict[str, Any]:
        """Return the amount without its tax."""
        return money_body(sold.price.without_tax(sold.tax_basis_points))


class PriceShape(Shape):
    """A price as it was agreed; it stands whatever the shop asks today."""

    name = Constant("total")
    priceType = serializers.SerializerMethodField()
    recurringChargePeriod = serializers.SerializerMethodField()
    price = AmountShape(source="*")

    def get_priceType(self, sold: Any) -> str:
        """Return whether it comes again."""
        return "oneTime" if sold.period == "once" else "recurring"

    def get_recurringChargePeriod(self, sold: Any) -> str | None:
        """Return how often it comes again."""
        return None if sold.period == "once" else sold.period
