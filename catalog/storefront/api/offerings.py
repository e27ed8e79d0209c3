"""TMF620: what the shop sells, and at which price. Anybody may read it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from catalog.storefront.models import Offer
from kith.api.shapes import (
    Address,
    Constant,
    Instant,
    MoneyShape,
    Only,
    Percentage,
    PeriodShape,
    Ref,
    Shape,
    money_body,
)
from kith.api.views import Resource

# What an allowance is counted in.
UNITS = {"data_mb": "MB", "roaming_mb": "MB", "minutes": "min", "texts": "SMS", "lines": "line"}
ON_SALE = "Active"


class ValidFor(PeriodShape):
    """Since when it is on sale."""

    startDateTime = Instant(source="published_at")
    endDateTime = Instant(source="withdrawn_at")


class AllowanceValue(Shape):
    """How much of it."""

    value = serializers.CharField()
    unitOfMeasure = serializers.CharField()
    isDefault = serializers.BooleanField()


class Allowance(Shape):
    """One thing the plan holds."""

    name = serializers.CharField()
    valueType = serializers.CharField()
    productSpecCharacteristicValue = AllowanceValue(many=True)


class ProductOfferingShape(Shape):
    """Something the shop sells."""

    tmf_type = "ProductOffering"

    id = serializers.CharField(source="code")
    href = Address("api-product-offering", source="code")
    name = serializers.CharField()
    description = serializers.CharField(source="blurb")
    isBundle = serializers.SerializerMethodField()
    isSellable = serializers.SerializerMethodField()
    lifecycleStatus = Constant(ON_SALE)
    validFor = ValidFor(source="*")
    productSpecification = Ref(of="ProductSpecification", id="base_code", name="base_name")
    productOfferingPrice = Only(
        child=Ref(
            of="ProductOfferingPrice", id="code", name="name", view="api-product-offering-price"
        )
    )
    prodSpecCharValueUse = serializers.SerializerMethodField()

    def get_isBundle(self, offer: Offer) -> bool:
        """Return whether it is made of other offers: none is."""
        return False

    def get_isSellable(self, offer: Offer) -> bool:
        """Return whether somebody may buy it now."""
        return offer.is_on_sale

    def get_prodSpecCharValueUse(self, offer: Offer) -> list[dict[str, Any]]:
        """Return what the plan holds."""
        return [_allowance(name, amount) for name, amount in sorted(offer.allowances.items())]


class TaxShape(Shape):
    """The tax that is in a price."""

    taxCategory = Constant("VAT")
    taxRate = Percentage(source="tax_basis_points")
    taxAmount = serializers.SerializerMethodField()

    def get_taxAmount(self, offer: Offer) -> dict[str, Any]:
        """Return how much of the price is tax."""
        return money_body(offer.price.tax_inside(offer.tax_basis_points))


class ProductOfferingPriceShape(Shape):
    """What an offer costs, all taxes included."""

    tmf_type = "ProductOfferingPrice"

    id = serializers.CharField(source="code")
    href = Address("api-product-offering-price", source="code")
    name = serializers.CharField()
    description = Constant("Total price, all taxes included.")
    isBundle = serializers.SerializerMethodField()
    lifecycleStatus = Constant(ON_SALE)
    priceType = serializers.SerializerMethodField()
    recurringChargePeriodType = serializers.SerializerMethodField()
    recurringChargePeriodLength = serializers.SerializerMethodField()
    price = MoneyShape()
    tax = Only(child=TaxShape())
    validFor = ValidFor(source="*")

    def get_isBundle(self, offer: Offer) -> bool:
        """Return whether it is made of other prices: none is."""
        return False

    def get_priceType(self, offer: Offer) -> str:
        """Return whether it comes again."""
        return "oneTime" if offer.period == "once" else "recurring"

    def get_recurringChargePeriodType(self, offer: Offer) -> str | None:
        """Return how often it comes again."""
        return None if offer.period == "once" else offer.period

    def get_recurringChargePeriodLength(self, offer: Offer) -> int | None:
        """Return every how many of them it comes again."""
        return None if offer.period == "once" else 1


class OnSale(Resource):
    """What the shop has on its shelf, in the shelf's order."""

    open_to_anybody = ("GET", "HEAD")
    lookup_field = "code"
    ordering = ("position",)

    def rows(self) -> QuerySet[Offer]:
        """Return the offers on sale; what is drafted or withdrawn is nobody's to read."""
        return Offer.objects.on_sale()

    def seen(self, rows: QuerySet[Offer]) -> QuerySet[Offer]:
        """Return all of them: the shop's window is for everybody."""
        return rows


class ProductOfferings(OnSale):
    """The shop's offers."""

    serializer_class = ProductOfferingShape


class ProductOfferingPrices(OnSale):
    """The prices of the shop's offers, one each."""

    serializer_class = ProductOfferingPriceShape


def _allowance(name: str, amount: int | None) -> dict[str, Any]:
    value = {"value": "unlimited" if amount is None else amount, "unitOfMeasure": UNITS.get(name)}
    kind = "string" if amount is None else "integer"
    return {
        "name": name,
        "valueType": kind,
        "productSpecCharacteristicValue": [
            {key: each for key, each in {**value, "isDefault": True}.items() if each is not None}
        ],
    }
