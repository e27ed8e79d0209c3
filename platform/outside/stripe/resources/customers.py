"""Customers, and the cards that are kept for them."""

from typing import Any

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.cards import TOKENS, Card, card_of
from outside.stripe.happenings import happened
from outside.stripe.listing import listed
from outside.stripe.resources.lookup import needed
from outside.stripe.store import new_id
from outside.stripe.world import World

USED_UP = (
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer"
    " attachment, shared with a connected account without Customer attachment, or was detached"
    " from a Customer. It may not be used again."
)


def customer_of(*, created: int, email: str | None = None, **more: Any) -> Json:
    """Return a new customer."""
    return {
        "id": new_id("cus"),
        "object": "customer",
        "address": None,
        "balance": 0,
        "created": created,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": None,
        "discount": None,
        "email": email,
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": {},
        "name": None,
        "phone": None,
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": "none",
        "test_clock": None,
        **more,
    }


def create_customer(world: World, call: Call) -> Json:
    """Make a customer."""
    customer = customer_of(
        created=world.clock.today(),
        email=forms.text(call.form, "email", "") or None,
        name=forms.text(call.form, "name", "") or None,
        metadata=forms.metadata_of(call.form),
    )
    world.store.put(customer)
    happened(world, "customer.created", customer)
    return customer


def retrieve_customer(world: World, call: Call) -> Json:
    """Return one customer."""
    return needed(world, "customer", call.args[0])


def kept(
    world: World,
    card: Card,
    customer: str,
    *,
    holder: str = "",
    name: str = "",
    created: int | None = None,
    is_told: bool = True,
) -> Json:
    """Save a card for a customer, so that it may be charged when they are not there."""
    method: Json = {
        "id": name or new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": {
            "address": None,
            "email": None,
            "name": holder or None,
            "phone": None,
            "tax_id": None,
        },
        "card": {
            "brand": card.brand,
            "checks": None,
            "country": "ES",
            "display_brand": card.brand,
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
            "fingerprint": f"fp{card.number[-8:]}",
            "funding": "credit",
            "generated_from": None,
            "last4": card.last4,
            "networks": {"available": [card.brand], "preferred": None},
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
        "created": created or world.clock.today(),
        "customer": customer,
        "livemode": False,
        "metadata": {},
        "type": "card",
    }
    # The number is needed for how the card behaves; no answer ever shows it.
    world.store.set_note(f"number:{method['id']}", card.number)
    world.store.put(method)
    if is_told:
        happened(world, "payment_method.attached", method)
    return method


def card_behind(world: World, name: str, customer: str | None) -> Card:
    """
    Return how the card behaves that a token or a kept payment method stands for.

    :raises ApiError: there is none, or it is not this customer's to be charged
    """
    if name in TOKENS:
        return card_of(TOKENS[name])
    method = world.store.get(name, "payment_method")
    if method is None:
        raise ApiError(f"No such PaymentMethod: '{name}'", code="resource_missing")
    if method["customer"] is None:
        raise ApiError(USED_UP, param="payment_method")
    if method["customer"] != customer:
        raise ApiError(
            "The payment method supplied belongs to another customer.", param="payment_method"
        )
    return card_of(world.store.note(f"number:{name}", ""))


def attach_method(world: World, call: Call) -> Json:
    """Keep the card a token stands for; what was detached is never attached again."""
    customer = needed(world, "customer", forms.text(call.form, "customer"), param="customer")
    if call.args[0] in TOKENS:
        return kept(world, card_of(TOKENS[call.args[0]]), customer["id"])
    method = needed(world, "payment_method", call.args[0])
    if method["customer"] != customer["id"]:
        raise ApiError(USED_UP, param="payment_method")
    return method


def detach_method(world: World, call: Call) -> Json:
    """Forget a saved card for good."""
    method = needed(world, "payment_method", call.args[0])
    if method["customer"] is None:
        raise ApiError("The payment method you provided is not attached to a customer.")
    before, method["customer"] = {"customer": method["customer"]}, None
    world.store.put(method)
    happened(world, "payment_method.detached", method, before=before)
    return method


def retrieve_method(world: World, call: Call) -> Json:
    """Return one saved card."""
    return needed(world, "payment_method", call.args[0])


def list_methods(world: World, call: Call) -> Json:
    """Return a page of saved cards."""
    return listed(world, call, "payment_method", members=("customer", "type"))
