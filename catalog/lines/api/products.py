"""TMF637: the lines somebody has in service, and for the desk those of the whole shop."""

from __future__ import annotations

import re
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.lines.models import Line, PlanChange
from catalog.numbering.queries import mask_number
from kith.api.facts import Amounts, Fact, Facts
from kith.api.looking import NONE, Look
from kith.api.prices import PriceShape, price_columns
from kith.api.shapes import (
    Address,
    Constant,
    Instant,
    Looked,
    PersonRef,
    Ref,
    Shape,
    SingletonList,
)
from kith.api.views import Resource
from kith.permissions import allowed

STATUSES = ("active", "suspended", "pendingTerminate", "terminated")
HELD = Amounts("allowances", ("data_mb", "lines", "minutes", "roaming_mb", "texts"))
# A number as the desk sees it: its country, points, its last two figures.
MASKED = re.compile(r"(?P<first>\+[\d ]{3})[• -]*(?P<last>\d\d)\Z")


class OrderedBy(Shape):
    """The order that opened the line."""

    productOrderId = serializers.UUIDField(source="order_id")
    productOrderHref = Address("api-product-order", source="order_id")
    orderItemId = Constant("1")
    orderItemAction = Constant("add")


@extend_schema_field(OpenApiTypes.STR)
class PhoneNumber(Looked):
    """The phone number: whole for its owner, masked for the desk, and looked for as it is told."""

    def to_representation(self, value: Line) -> str:
        """Return the number as whoever asks may see it."""
        return value.e164 if value.person_id == self._reader_id else mask_number(value.e164)

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for."""
        return {"": Look(self._condition)}

    def _condition(self, _: str, text: str) -> Q:
        own = Q(person_id=self._reader_id)
        masked = MASKED.match(text)
        if masked is None:
            return own & Q(e164=text)
        if "•" not in text:
            return NONE
        first = re.escape(masked["first"].replace(" ", ""))
        hidden = text.count("•")
        return ~own & Q(e164__regex=rf"^{first}\d{{{hidden}}}{masked['last']}$")

    @property
    def _reader_id(self) -> UUID | None:
        return self.context["request"].user.pk


class ProductShape(Shape):
    """A line: one number in service, with the offer as it was bought."""

    tmf_type = "Product"

    id = serializers.UUIDField()
    href = Address("api-product", source="id")
    name = serializers.CharField(source="offer_name")
    status = serializers.ChoiceField(STATUSES, source="tmf_status")
    startDate = Instant(source="activated_at")
    terminationDate = Instant(source="ended_at")
    productSerialNumber = PhoneNumber(source="*")
    productOffering = Ref(
        of="ProductOffering", id="offer_code", name="offer_name", view="api-product-offering"
    )
    productSpecification = Ref(of="ProductSpecification", id="base_code")
    productPrice = SingletonList(child=PriceShape("price_minor"))
    productOrderItem = SingletonList(child=OrderedBy(source="*"))
    productCharacteristic = Facts(
        Fact("simForm", "sim_form"),
        Fact("nextRenewalOn", "renews_on", is_day=True),
        Fact("endsOn", "ends_on", is_day=True),
        Fact("nextProductOffering", "next_offering"),
        # Paid for, and not switched by the network yet.
        Fact("comingProductOffering", "coming_offering"),
        amounts=HELD,
    )
    billingAccount = PersonRef(of="BillingAccount", id="person_id")
    relatedParty = SingletonList(child=PersonRef(of="Individual", id="person_id", role="customer"))


class Products(Resource):
    """A person's own lines; whoever reads customers at the desk has all of the shop's."""

    serializer_class = ProductShape
    ordering = ("-activated_at",)

    def rows(self) -> QuerySet[Line]:
        """Return the lines with their status, their SIM and their price in the standard's words."""
        status = Case(
            When(ended_at__isnull=False, then=Value("terminated")),
            When(suspended_at__isnull=False, then=Value("suspended")),
            When(ends_on__isnull=False, then=Value("pendingTerminate")),
            default=Value("active"),
        )
        sim_form = Case(When(activation_code="", then=Value("physical")), default=Value("esim"))
        goes_on = Q(ends_on=None) | Q(ends_on__gt=F("next_renewal_on"))
        renews_on = Case(When(goes_on, ended_at=None, then=F("next_renewal_on")), default=None)
        waiting, coming = (
            rows.filter(line=OuterRef("pk")).values(code=KT("becomes__offer_code"))[:1]
            for rows in (PlanChange.objects.waiting(), PlanChange.objects.under_way())
        )
        return Line.objects.annotate(
            next_offering=Subquery(waiting),
            coming_offering=Subquery(coming),
            tmf_status=status,
            sim_form=sim_form,
            renews_on=renews_on,
            **price_columns("price_minor"),
        )

    def seen(self, rows: QuerySet[Line]) -> QuerySet[Line]:
        """Return the shop's lines to the desk, their own to anybody else."""
        if allowed(self.request, "customers.read"):
            return rows
        return rows.filter(person_id=self.request.user.pk)
