"""TMF622: orders, placed by anybody, read by whose they are and by the desk."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.ordering.api.order_request import AN_ORDER, ChannelTaken, NoteTaken, OrderRequest
from catalog.ordering.api.remarks import Remark
from catalog.ordering.limits import count_order
from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from catalog.ordering.usecases.place_order import (
    AddressMissing,
    ShopCloses,
    SimFormUnknown,
    place_order,
)
from catalog.storefront.queries import NotOnSale
from kith.api.errors import Unreadable
from kith.api.facts import Fact, Facts, characteristic
from kith.api.prices import PriceShape, price_columns
from kith.api.reading import read_one, select
from kith.api.requests import PASSED_OVER
from kith.api.shapes import Address, Constant, Instant, Ref, Shape, SingletonList
from kith.api.views import Resource
from kith.client_address import client_address
from kith.errors import DomainError, KeyReused
from kith.limits.allowances import TooOften
from kith.permissions import allowed
from kith.visible import AddressUnreadable, NameUnseen

STATES = ("acknowledged", "inProgress", "completed", "failed", "cancelled")
LONGEST_KEY = 200


class OrderedProduct(Shape):
    """What the item becomes: the order's number and SIM, and to whoever placed it where to pay."""

    productCharacteristic = Facts(Fact("orderNumber", "number"), Fact("simForm", "sim_form"))

    def to_representation(self, instance: Order) -> dict[str, Any]:
        """Return it; the ways to payment are told once, and nobody looks for them."""
        told = super().to_representation(instance)
        ways = self.context.get("ways", {})
        told["productCharacteristic"] += [characteristic(*way) for way in ways.items()]
        return told


class OrderItemShape(Shape):
    """The one thing an order is for."""

    id = Constant("1")
    action = Constant("add")
    quantity = Constant(1)
    state = serializers.ChoiceField(STATES, source="tmf_state")
    productOffering = Ref(
        of="ProductOffering", id="offer_code", name="offer_name", view="api-product-offering"
    )
    product = OrderedProduct(source="*")
    itemTotalPrice = SingletonList(child=PriceShape("total_minor"))


class BuyerRef(Shape):
    """The buyer; a guest has no id of their own."""

    id = serializers.CharField(source="buyer_id")
    name = serializers.CharField(source="contact_name")
    role = Constant("customer")

    def get_fields(self) -> dict[str, Any]:
        """Return the members of the reference."""
        return super().get_fields() | {"@referredType": Constant("Individual")}


class ProductOrderShape(Shape):
    """One purchase of one offer."""

    tmf_type = "ProductOrder"

    id = serializers.UUIDField()
    href = Address("api-product-order", source="id")
    externalId = serializers.CharField(source="external_id")
    description = Remark()
    category = Remark()
    priority = Remark()
    channel = Remark(parts=ChannelTaken)
    note = Remark(parts=NoteTaken)
    state = serializers.ChoiceField(STATES, source="tmf_state")
    orderDate = Instant(source="placed_at")
    completionDate = Instant(source="active_at")
    cancellationDate = Instant(source="cancelled_at")
    notificationContact = serializers.CharField(source="contact_email")
    productOrderItem = SingletonList(child=OrderItemShape(source="*"))
    orderTotalPrice = SingletonList(child=PriceShape("total_minor"))
    relatedParty = SingletonList(child=BuyerRef(source="*"))


class ProductOrders(Resource):
    """A person's own orders; whoever reads orders at the desk has all of the shop's."""

    serializer_class = ProductOrderShape
    open_to_anybody = ("POST",)
    ordering = ("-placed_at",)
    refusals = (
        NotOnSale,
        AddressMissing,
        SimFormUnknown,
        NameUnseen,
        AddressUnreadable,
        KeyReused,
        ShopCloses,
        TooOften,
    )

    def rows(self) -> QuerySet[Order]:
        """Return the orders with their state in the standard's words."""
        state = Case(
            When(failed_at__isnull=False, then=Value("failed")),
            When(cancelled_at__isnull=False, then=Value("cancelled")),
            When(active_at__isnull=False, then=Value("completed")),
            When(paid_at__isnull=False, then=Value("inProgress")),
            default=Value("acknowledged"),
        )
        buyer_id = Coalesce(Cast("person_id", CharField()), Value("guest"))
        return Order.objects.annotate(
            tmf_state=state, buyer_id=buyer_id, **price_columns("total_minor")
        )

    def seen(self, rows: QuerySet[Order]) -> QuerySet[Order]:
        """Return the shop's orders to the desk, their own to anybody else."""
        if allowed(self.request, "orders.read"):
            return rows
        return rows.filter(person_id=self.request.user.pk)

    @extend_schema(
        request=OrderRequest,
        responses={201: ProductOrderShape},
        examples=[OpenApiExample("One eSIM for a guest", AN_ORDER, request_only=True)],
    )
    def create(self, request: Request, **kwargs: Any) -> Response:
        """
        Place an order; the answer leads to its payment.

        With an Idempotency-Key the same request places one order however often it is sent, and
        answers it each time. `checkoutUrl` is where to pay; should the payment page not open just
        now it is missing, and the same request again, or `orderUrl`, leads there.
        """
        question = read_one(request.META.get("QUERY_STRING", ""), self.get_serializer())
        buyer_id = request.user.pk if request.user.is_authenticated else None
        asked = OrderRequest(data=request.data, context=self.get_serializer_context())
        asked.is_valid(raise_exception=True)
        count_order(asked_from=client_address(request), at=timezone.now())
        order = place_order(
            **asked.placing,
            person_id=buyer_id,
            key=_key(request, str(buyer_id or asked.placing["contact_email"])),
            # A program that asks for no language is no word of the buyer's.
            language=(get_language() or "") if "Accept-Language" in request.headers else "",
            at=timezone.now(),
        )
        context = {**self.get_serializer_context(), "ways": _ways(request, order)}
        row = self.rows().get(pk=order.pk)
        body = self.serializer_class(context=context).to_representation(row)
        headers = {"Location": body["href"]}
        if asked.passed:
            headers[PASSED_OVER] = ", ".join(asked.passed)
        return Response(select(body, question.fields), status=201, headers=headers)


def _key(request: Request, whose: str) -> str:
    """Return the key of one placing: the program's own, apart from everybody else's."""
    given = request.headers.get("Idempotency-Key", "")
    if len(given) > LONGEST_KEY:
        raise Unreadable(
            "request.key_too_long",
            f"The Idempotency-Key has more than {LONGEST_KEY} characters.",
            "Send a UUID.",
        )
    return "api:" + sha256(f"{whose}\n{given or uuid4()}".encode()).hexdigest()


def _ways(request: Request, order: Order) -> dict[str, str]:
    """Return where the order is watched, and where it is paid."""
    page = request.build_absolute_uri(reverse("order-status", args=[order.token]))
    ways = {"orderUrl": page}
    if order.is_paid or order.is_over:
        return ways
    try:
        ways["checkoutUrl"] = checkout_url(
            order_id=order.pk, return_url=f"{page}?paid=1", cancel_url=page, at=timezone.now()
        )
    except DomainError:
        # The order stands; its own page tries again, and so does the same request.
        return ways
    return ways
