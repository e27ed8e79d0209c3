"""TMF622: orders, placed by anybody, read by whose they are and by the desk."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.lines.api.prices import AmountShape, PriceShape
from catalog.ordering.api.order_request import OrderRequest
from catalog.ordering.limits import count_order
from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from catalog.ordering.usecases.place_order import place_order
from kith.api.errors import Unreadable
from kith.api.reading import read_one, select
from kith.api.shapes import (
    Address,
    CharacteristicShape,
    Constant,
    Instant,
    MoneyShape,
    One,
    Only,
    Ref,
    Shape,
    characteristic,
    money_body,
)
from kith.api.views import Resource
from kith.client_address import client_address
from kith.errors import DomainError
from kith.permissions import allowed

STATES = ("acknowledged", "inProgress", "completed", "failed", "cancelled")
LONGEST_KEY = 200


class OrderAmountShape(AmountShape):
    """What an order costs, with its tax and without."""

    taxIncludedAmount = MoneyShape(source="total")

    def get_dutyFreeAmount(self, order: Order) -> dict[str, Any]:
        """Return the total without its tax."""
        return money_body(order.total.without_tax(order.tax_basis_points))


class OrderPriceShape(PriceShape):
    """The price of an order, as it was when the buyer saw it."""

    price = OrderAmountShape(source="*")


class OrderedProduct(Shape):
    """What the item becomes."""

    productCharacteristic = serializers.SerializerMethodField()

    @extend_schema_field(CharacteristicShape(many=True))
    def get_productCharacteristic(self, order: Order) -> list[dict[str, Any]]:
        """Return the order's number and SIM, and to whoever placed it the way to payment."""
        facts = {"orderNumber": order.number, "simForm": order.sim_form}
        facts |= self.context.get("ways", {})
        return [characteristic(name, value) for name, value in facts.items()]


class OrderItemShape(Shape):
    """The one thing an order is for."""

    id = Constant("1")
    action = Constant("add")
    quantity = One()
    state = serializers.CharField(source="tmf_state")
    productOffering = Ref(of="ProductOffering", id="offer_code", name="offer_name")
    product = OrderedProduct(source="*")
    itemTotalPrice = Only(child=OrderPriceShape(source="*"))


class ProductOrderShape(Shape):
    """One purchase of one offer."""

    tmf_type = "ProductOrder"

    id = serializers.UUIDField()
    href = Address("api-product-order", source="id")
    state = serializers.ChoiceField(STATES, source="tmf_state")
    orderDate = Instant(source="placed_at")
    completionDate = Instant(source="active_at")
    cancellationDate = Instant(source="cancelled_at")
    notificationContact = serializers.CharField(source="contact_email")
    productOrderItem = Only(child=OrderItemShape(source="*"))
    orderTotalPrice = Only(child=OrderPriceShape(source="*"))
    relatedParty = serializers.SerializerMethodField()

    def get_relatedParty(self, order: Order) -> list[dict[str, str]]:
        """Return the buyer; a guest has no id of their own."""
        return [
            {
                "id": str(order.person_id or "guest"),
                "name": order.contact_name,
                "role": "customer",
                "@referredType": "Individual",
            }
        ]


class ProductOrders(Resource):
    """A person's own orders; whoever reads orders at the desk has all of the shop's."""

    serializer_class = ProductOrderShape
    open_to_anybody = ("POST",)
    ordering = ("-placed_at",)

    def rows(self) -> QuerySet[Order]:
        """Return the orders with their state in the standard's words."""
        state = Case(
            When(failed_at__isnull=False, then=Value("failed")),
            When(cancelled_at__isnull=False, then=Value("cancelled")),
            When(active_at__isnull=False, then=Value("completed")),
            When(paid_at__isnull=False, then=Value("inProgress")),
            default=Value("acknowledged"),
        )
        return Order.objects.annotate(tmf_state=state)

    def seen(self, rows: QuerySet[Order]) -> QuerySet[Order]:
        """Return the shop's orders to the desk, their own to anybody else."""
        if allowed(self.request, "orders.read"):
            return rows
        return rows.filter(person_id=self.request.user.pk)

    @extend_schema(request=OrderRequest, responses={201: ProductOrderShape})
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
