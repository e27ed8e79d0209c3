"""The body of a new order: one item, one buyer."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from rest_framework import serializers

from catalog.ordering.models import SIM_FORMS
from catalog.ordering.web.forms import find_encourager
from kith.api.requests import Taken
from kith.client_address import client_address

CUSTOMER, ENCOURAGER = "customer", "encourager"
CHARACTERISTICS = ("simForm", "deliveryAddress", "contactPhone")


class OfferingTaken(Taken):
    """Which offer."""

    id = serializers.SlugField(max_length=60)
    href = serializers.CharField(required=False, max_length=300)
    name = serializers.CharField(required=False, max_length=120)


class CharacteristicTaken(Taken):
    """One wish, by name: the form of the SIM, where to post it, a phone to reach the buyer by."""

    name = serializers.ChoiceField(CHARACTERISTICS)
    value = serializers.CharField(max_length=500)
    valueType = serializers.CharField(required=False, max_length=40)


class ProductTaken(Taken):
    """How the buyer wants it."""

    productCharacteristic = CharacteristicTaken(many=True, required=False)


class ItemTaken(Taken):
    """What is bought."""

    id = serializers.CharField(max_length=40)
    action = serializers.ChoiceField(["add"])
    quantity = serializers.IntegerField(min_value=1, max_value=1, required=False)
    productOffering = OfferingTaken()
    product = ProductTaken(required=False)


class PartyTaken(Taken):
    """Somebody about the order: its customer, or whoever encouraged them, by handle or code."""

    id = serializers.CharField(max_length=120)
    role = serializers.ChoiceField([CUSTOMER, ENCOURAGER])
    name = serializers.CharField(required=False, max_length=120)

    def get_fields(self) -> dict[str, Any]:
        """Return the members, the kind of party among them."""
        return super().get_fields() | {"@referredType": serializers.CharField(max_length=40)}


class OrderRequest(Taken):
    """A new order. A guest says who they are; who is signed in need not."""

    productOrderItem = serializers.ListField(child=ItemTaken(), min_length=1, max_length=1)
    notificationContact = serializers.EmailField(
        required=False, help_text="The buyer's e-mail: order and eSIM code go there."
    )
    relatedParty = serializers.ListField(child=PartyTaken(), required=False, max_length=2)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """
        Return the body, with a buyer in it.

        :raises ValidationError: nobody knows who buys, or the encourager is nobody
        """
        missing = {
            member: about
            for member, about, known in (
                ("relatedParty", "Name the buyer: role “customer”, id, name.", self._name(attrs)),
                ("notificationContact", "Give the buyer's e-mail.", self._email(attrs)),
            )
            if not known
        }
        self._encourager, problem = find_encourager(
            self._party(attrs, ENCOURAGER).get("id", ""),
            buyer_id=self._buyer.pk,
            asked_from=client_address(self.context["request"]),
        )
        if problem:
            missing["relatedParty"] = problem
        if missing:
            raise serializers.ValidationError(missing)
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
        }

    @property
    def _buyer(self) -> Any:
        return self.context["request"].user

    def _party(self, body: dict[str, Any], role: str) -> dict[str, Any]:
        named = (each for each in body.get("relatedParty", ()) if each["role"] == role)
        return next(named, {})

    def _name(self, body: dict[str, Any]) -> str:
        own: str = getattr(self._buyer, "full_name", "")
        return self._party(body, CUSTOMER).get("name") or own

    def _email(self, body: dict[str, Any]) -> str:
        own: str = getattr(self._buyer, "email", "")
        return body.get("notificationContact") or own
