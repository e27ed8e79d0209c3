"""TMF637: the lines somebody has in service, and for the desk those of the whole shop."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, QuerySet, Value, When
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.lines.api.prices import PriceShape
from catalog.lines.models import Line
from catalog.numbering.queries import mask_number
from kith.api.shapes import (
    Address,
    CharacteristicShape,
    Constant,
    Instant,
    Only,
    PersonRef,
    Ref,
    Shape,
    characteristic,
)
from kith.api.views import Resource
from kith.permissions import allowed

STATUSES = ("active", "suspended", "terminated")


class OrderedBy(Shape):
    """The order that opened the line."""

    productOrderId = serializers.UUIDField(source="order_id")
    productOrderHref = Address("api-product-order", source="order_id")
    orderItemId = Constant("1")
    orderItemAction = Constant("add")


class ProductShape(Shape):
    """A line: one number in service, with the offer as it was bought."""

    tmf_type = "Product"

    id = serializers.UUIDField()
    href = Address("api-product", source="id")
    name = serializers.CharField(source="offer_name")
    status = serializers.ChoiceField(STATUSES, source="tmf_status")
    startDate = Instant(source="activated_at")
    terminationDate = Instant(source="ended_at")
    productSerialNumber = serializers.SerializerMethodField()
    productOffering = Ref(of="ProductOffering", id="offer_code", name="offer_name")
    productSpecification = Ref(of="ProductSpecification", id="base_code")
    productPrice = Only(child=PriceShape(source="*"))
    productOrderItem = Only(child=OrderedBy(source="*"))
    productCharacteristic = serializers.SerializerMethodField()
    relatedParty = Only(child=PersonRef(of="Individual", id="person_id", role="customer"))

    def get_productSerialNumber(self, line: Line) -> str:
        """Return the phone number: whole for its owner, masked for the desk."""
        is_own = line.person_id == self.context["request"].user.pk
        return line.e164 if is_own else mask_number(line.e164)

    @extend_schema_field(CharacteristicShape(many=True))
    def get_productCharacteristic(self, line: Line) -> list[dict[str, Any]]:
        """Return what the plan holds, which SIM it is on, and when it renews."""
        facts: dict[str, Any] = {
            name: "unlimited" if amount is None else amount
            for name, amount in sorted(line.allowances.items())
        }
        facts["simForm"] = "esim" if line.activation_code else "physical"
        if line.next_renewal_on and not line.is_ended:
            facts["nextRenewalOn"] = line.next_renewal_on.isoformat()
        return [characteristic(name, value) for name, value in facts.items()]


class Products(Resource):
    """A person's own lines; whoever reads customers at the desk has all of the shop's."""

    serializer_class = ProductShape
    ordering = ("-activated_at",)

    def rows(self) -> QuerySet[Line]:
        """Return the lines with their status in the standard's words."""
        status = Case(
            When(ended_at__isnull=False, then=Value("terminated")),
            When(suspended_at__isnull=False, then=Value("suspended")),
            default=Value("active"),
        )
        return Line.objects.annotate(tmf_status=status)

    def seen(self, rows: QuerySet[Line]) -> QuerySet[Line]:
        """Return the shop's lines to the desk, their own to anybody else."""
        if allowed(self.request, "customers.read"):
            return rows
        return rows.filter(person_id=self.request.user.pk)
