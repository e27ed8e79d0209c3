"""TMF620: what the shop sells, and at which price. Anybody may read it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Greatest
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.storefront.models import Offer
from kith.api import facts
from kith.api.facts import INTEGER, STRING, Amounts, Facts
from kith.api.looking import NONE, Look, by_word
from kith.api.prices import ONCE, PERIODS, PRICE_TYPES, TaxShape, price_columns
from kith.api.shapes import (
    Address,
    Constant,
    Instant,
    MoneyShape,
    PeriodShape,
    Ref,
    Shape,
    SingletonList,
)
from kith.api.views import Resource
from kith.translated import column_said
from kith.wall import current_tenant

# What an allowance is counted in.
UNITS = {"data_mb": "MB", "roaming_mb": "MB", "minutes": "min", "texts": "SMS", "lines": "line"}
ACTIVE, RETIRED = "Active", "Retired"


class ValidFor(PeriodShape):
    """Since when it is on sale, and until when it was."""

    startDateTime = Instant(source="published_at")
    endDateTime = Instant(source="withdrawn_at")


class AllowanceValue(Shape):
    """How much of it."""

    value = facts.Value()
    unitOfMeasure = serializers.ChoiceField([*dict.fromkeys(UNITS.values())])
    isDefault = Constant(True)


class Allowance(Shape):
    """One thing the plan holds."""

    name = serializers.ChoiceField([*UNITS])
    valueType = serializers.ChoiceField([INTEGER, STRING])
    productSpecCharacteristicValue = AllowanceValue(many=True)


@extend_schema_field(Allowance(many=True))
class Allowances(Facts):
    """What the plan holds, each with its unit."""

    def __init__(self) -> None:
        super().__init__(amounts=Amounts("allowances", tuple(UNITS)))

    def to_representation(self, value: Offer) -> list[dict[str, Any]]:
        """Return each thing under its name; what nobody counts has no unit."""
        return [_allowance(**fact) for fact in super().to_representation(value)]

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for: any of what the plan holds is so."""
        looks = super().looks()
        of_value = ".productSpecCharacteristicValue"
        held = {f"{of_value}.value": looks.pop(".value")}
        units = Look(self._counted_in, choices=tuple(dict.fromkeys(UNITS.values())))
        held[f"{of_value}.unitOfMeasure"] = units
        return looks | held | {f"{of_value}.isDefault": by_word(True)}

    def _counted_in(self, _: str, text: str) -> Q:
        serializers.ChoiceField([*UNITS.values()]).to_internal_value(text)
        names = [name for name, unit in UNITS.items() if unit == text]
        return reduce(or_, (Q(allowances__has_key=name) for name in names), NONE)


class OfferShape(Shape):
    """What an offer and its price have in common."""

    id = serializers.CharField(source="code")
    # In the reader's language, by `Accept-Language`, where the seller wrote it in that.
    name = serializers.CharField(source="said_name")
    isBundle = Constant(False)
    lastUpdate = Instant(source="updated_at")
    lifecycleStatus = serializers.ChoiceField([ACTIVE, RETIRED], source="lifecycle")
    validFor = ValidFor(source="*")


class ProductOfferingShape(OfferShape):
    """Something the shop sells, or has sold: then it is Retired, and nobody can buy it."""

    tmf_type = "ProductOffering"

    href = Address("api-product-offering", source="code")
    description = serializers.CharField(source="said_blurb")
    isSellable = serializers.BooleanField(source="is_sellable")
    productSpecification = Ref(of="ProductSpecification", id="base_code", name="base_name")
    productOfferingPrice = SingletonList(
        child=Ref(
            of="ProductOfferingPrice",
            id="code",
            name="said_name",
            view="api-product-offering-price",
        )
    )
    prodSpecCharValueUse = Allowances()


class ProductOfferingPriceShape(OfferShape):
    """What an offer costs, all taxes included."""

    tmf_type = "ProductOfferingPrice"

    href = Address("api-product-offering-price", source="code")
    description = Constant("Total price, all taxes included.")
    priceType = serializers.ChoiceField(PRICE_TYPES, source="price_type")
    recurringChargePeriodType = serializers.ChoiceField(PERIODS, source="charge_period")
    recurringChargePeriodLength = serializers.IntegerField(source="charge_length")
    price = MoneyShape("price_minor")
    tax = SingletonList(child=TaxShape(source="*"))


class OnTheShelf(Resource):
    """What the shop sells, in the shelf's order; with `lifecycleStatus` also what it has sold."""

    open_to_anybody = ("GET", "HEAD")
    lookup_field = "code"
    ordering = ("position",)
    # Who lists a shop's offers means those on sale.
    unasked: ClassVar[Any] = {"lifecycleStatus": ACTIVE}

    def rows(self) -> QuerySet[Offer]:
        """Return the offers that are or were on sale; a draft is nobody's to read."""
        is_retired = Q(withdrawn_at__isnull=False)
        # The schema is drawn outside of every shop.
        shop = current_tenant()
        is_selling = shop is None or shop.takes_orders
        return Offer.objects.filter(published_at__isnull=False).annotate(
            lifecycle=Case(When(is_retired, then=Value(RETIRED)), default=Value(ACTIVE)),
            is_sellable=Case(When(is_retired, then=Value(False)), default=Value(is_selling)),
            charge_length=Case(When(period=ONCE, then=None), default=Value(1)),
            updated_at=Greatest("published_at", "withdrawn_at", "changed_at"),
            said_name=column_said("name"),
            said_blurb=column_said("blurb"),
            **price_columns("price_minor"),
        )

    def seen(self, rows: QuerySet[Offer]) -> QuerySet[Offer]:
        """Return all of them: the shop's window is for everybody."""
        return rows


class ProductOfferings(OnTheShelf):
    """The shop's offers."""

    serializer_class = ProductOfferingShape


class ProductOfferingPrices(OnTheShelf):
    """The prices of the shop's offers, one each."""

    serializer_class = ProductOfferingPriceShape


def _allowance(name: str, valueType: str, value: int | str) -> dict[str, Any]:
    counted: dict[str, Any] = {"value": value, "isDefault": True}
    if name in UNITS:
        counted["unitOfMeasure"] = UNITS[name]
    return {"name": name, "valueType": valueType, "productSpecCharacteristicValue": [counted]}
