"""The body of a new order: one item, one buyer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.validators import validate_slug
from django.utils.functional import cached_property
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from catalog.ordering.models import SIM_FORMS
from catalog.ordering.web.forms import find_encourager
from kith.api.errors import Unreadable
from kith.api.requests import (
    PassedOver,
    RefTaken,
    Several,
    Taken,
    Text,
    a_name,
    several_lines,
)
from kith.api.shapes import Instant
from kith.client_address import client_address
from kith.visible import LONGEST_ADDRESS

CUSTOMER, ENCOURAGER = "customer", "encourager"
CHARACTERISTICS = ("simForm", "deliveryAddress", "contactPhone")
# As on the page where people order.
LONGEST_PHONE = 32
SEVERAL = "order.several_items"
ONE_EACH = "Send each item as an order of its own, each with an Idempotency-Key of its own."
# What is kept of an order's words, as they were said; nothing follows from them.
REMARKS = ("description", "category", "priority", "channel", "note")

# A guest's order, as the document shows it.
AN_ORDER = {
    "externalId": "PO-2026-77",
    "productOrderItem": [
        {
            "id": "1",
            "action": "add",
            "productOffering": {"id": "coast-10"},
            "product": {"productCharacteristic": [{"name": "simForm", "value": "esim"}]},
        }
    ],
    "notificationContact": "ana@example.org",
    "relatedParty": [
        {"id": "1", "role": CUSTOMER, "name": "Ana Ruiz", "@referredType": "Individual"},
        {"id": "maya", "role": ENCOURAGER, "@referredType": "Individual"},
    ],
}


class OfferingTaken(RefTaken):
    """Which offer."""

    id = Text(max_length=60, legible_as=validate_slug)


class CharacteristicTaken(Taken):
    """One wish, by name: the form of the SIM, where to post it, a phone to reach the buyer by."""

    name = serializers.ChoiceField(CHARACTERISTICS)
    value = Text(
        max_length=500,
        legible_as=several_lines,
        help_text=f"Of simForm: {' or '.join(SIM_FORMS)}. The others are free text.",
    )
    valueType = Text(required=False, max_length=40)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """
        Return the wish.

        :raises ValidationError: a phone of several lines, or longer than any is
        """
        if attrs["name"] == "contactPhone":
            Text(max_length=LONGEST_PHONE).run_validation(attrs["value"])
        return attrs


class Nothing(Several):
    """More to buy, inside of what is bought: none is taken, and none is passed over."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=PassedOver(), max_length=0, required=False, **options)

    def refuse_many(self, count: int) -> None:
        """
        Refuse what would be sold as a part of the whole.

        :raises Unreadable: always
        """
        raise Unreadable(SEVERAL, str(self.help_text), ONE_EACH)


class ProductTaken(RefTaken):
    """How the buyer wants it."""

    passed_over = (
        "agreement",
        "billingAccount",
        "description",
        "isBundle",
        "isCustomerVisible",
        "orderDate",
        "place",
        "productOffering",
        "productOrderItem",
        "productPrice",
        "productRelationship",
        "productSerialNumber",
        "productSpecification",
        "productTerm",
        "realizingResource",
        "realizingService",
        "relatedParty",
        "startDate",
        "status",
        "terminationDate",
    )
    id = Text(max_length=120, required=False)
    product = Nothing(help_text="A product has no products of its own here.")
    productCharacteristic = Several(child=CharacteristicTaken(), max_length=20, required=False)


class OnlyOne(Several):
    """The items of an order: here exactly one."""

    def refuse_many(self, count: int) -> None:
        """
        Refuse an order of several items.

        :raises Unreadable: always
        """
        raise Unreadable(SEVERAL, f"An order has one item here; this one has {count}.", ONE_EACH)


class ItemTaken(Taken):
    """What is bought."""

    passed_over = (
        "appointment",
        "billingAccount",
        "itemPrice",
        "itemTerm",
        "itemTotalPrice",
        "payment",
        "productOfferingQualificationItem",
        "productOrderItemRelationship",
        "qualification",
        "quoteItem",
        "state",
    )
    id = Text(max_length=40)
    action = serializers.ChoiceField(["add"])
    quantity = serializers.IntegerField(min_value=1, max_value=1, required=False)
    productOffering = OfferingTaken()
    product = ProductTaken(required=False)
    productOrderItem = Nothing(help_text="An item has no items of its own here.")


class PartyTaken(RefTaken):
    """Somebody about the order: its customer, or whoever encouraged them, by handle or code."""

    name = Text(required=False, max_length=120, legible_as=a_name)
    role = Text(
        required=False,
        max_length=80,
        help_text=f"{CUSTOMER}, if nothing is said, or {ENCOURAGER}; others are passed over.",
    )

    def get_fields(self) -> dict[str, Any]:
        """Return the members; what kind of party it is, the standard wants to be said."""
        return super().get_fields() | {"@referredType": Text(max_length=80)}


class ChannelTaken(RefTaken):
    """By which way the order came to whoever sends it."""

    role = Text(required=False, max_length=80)


class NoteTaken(Taken):
    """A remark of whoever sends the order."""

    id = Text(required=False, max_length=80)
    author = Text(required=False, max_length=120)
    date = Instant(required=False)
    text = Text(max_length=1000, legible_as=several_lines)


class OrderRequest(Taken):
    """A new order. A guest says who they are; who is signed in need not."""

    passed_over = (
        "agreement",
        "billingAccount",
        "cancellationDate",
        "cancellationReason",
        "orderTotalPrice",
        "payment",
        "productOfferingQualification",
        "quote",
        "requestedCompletionDate",
        "requestedStartDate",
    )
    externalId = Text(
        required=False,
        max_length=100,
        help_text="Your own name of the order: kept, and looked for.",
    )
    description = Text(required=False, max_length=500, legible_as=several_lines)
    category = Text(required=False, max_length=80)
    priority = Text(required=False, max_length=20)
    channel = Several(child=ChannelTaken(), required=False, max_length=5)
    note = Several(child=NoteTaken(), required=False, max_length=10)
    productOrderItem = OnlyOne(child=ItemTaken(), min_length=1, max_length=1)
    notificationContact = serializers.EmailField(
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text="The buyer's e-mail: order and eSIM code go there.",
    )
    relatedParty = Several(child=PartyTaken(), required=False, max_length=10)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """
        Return the body, with a buyer in it.

        Whom nobody knows by the encourager's word is asked for on the order's page.

        :raises ValidationError: nobody knows who buys
        """
        missing = {
            member: about
            for member, about, known in (
                ("relatedParty", "Name the buyer: role “customer”, id, name.", self._name(attrs)),
                ("notificationContact", "Give the buyer's e-mail.", self._email(attrs)),
            )
            if not known
        }
        if missing:
            raise ValidationError(missing)
        word = self._party(attrs, ENCOURAGER).get("id", "")
        self._encourager, problem = find_encourager(
            word,
            buyer_id=self._buyer.pk,
            asked_from=client_address(self.context["request"]),
        )
        self._unknown_word = word if problem else ""
        return attrs

    @cached_property
    def placing(self) -> dict[str, Any]:
        """What `place_order` takes of the body."""
        body = self.validated_data
        item = body["productOrderItem"][0]
        wishes = {
            each["name"]: each["value"]
            for each in item.get("product", {}).get("productCharacteristic", ())
        }
        return {
            "offer_code": item["productOffering"]["id"],
            "contact_name": self._name(body),
            "contact_email": self._email(body),
            "contact_phone": wishes.get("contactPhone", ""),
            "sim_form": wishes.get("simForm", SIM_FORMS[0]),
            "delivery_address": wishes.get("deliveryAddress", ""),
            "encouraged_by": self._encourager.id if self._encourager else None,
            "encourager_word": self._unknown_word,
            "external_id": body.get("externalId", ""),
            "remarks": {name: _plain(body[name]) for name in REMARKS if name in body},
        }

    @property
    def passed(self) -> list[str]:
        """What of the body nothing followed from, by its path."""
        roles = {each.get("role", CUSTOMER) for each in self.validated_data.get("relatedParty", ())}
        others = ["relatedParty"] if roles - {CUSTOMER, ENCOURAGER} else []
        return [*dict.fromkeys([*self.names_passed_over(self.initial_data), *others])]

    @property
    def _buyer(self) -> Any:
        return self.context["request"].user

    def _party(self, body: dict[str, Any], role: str) -> dict[str, Any]:
        parties = body.get("relatedParty", ())
        return next((each for each in parties if each.get("role", CUSTOMER) == role), {})

    def _name(self, body: dict[str, Any]) -> str:
        own: str = getattr(self._buyer, "full_name", "")
        return self._party(body, CUSTOMER).get("name") or own

    def _email(self, body: dict[str, Any]) -> str:
        own: str = getattr(self._buyer, "email", "")
        return body.get("notificationContact") or own


def _plain(said: Any) -> Any:
    """Return what was said as JSON keeps it: moments as text again."""
    if isinstance(said, list):
        return [_plain(each) for each in said]
    if isinstance(said, dict):
        return {name: _plain(each) for name, each in said.items()}
    return said.isoformat() if isinstance(said, datetime) else said
