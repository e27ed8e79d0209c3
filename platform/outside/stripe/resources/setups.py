"""Checkout sessions that keep a card and take no money."""

from outside.stripe import forms
from outside.stripe.calls import Call, Json
from outside.stripe.cards import Card
from outside.stripe.happenings import happened
from outside.stripe.resources.customers import kept
from outside.stripe.resources.sessions import (
    complete,
    create_session,
    customer_for,
    expiry_of,
    session_of,
)
from outside.stripe.store import new_id
from outside.stripe.world import World


def open_session(world: World, call: Call) -> Json:
    """Open a page where something is paid, or a card kept."""
    if call.form.get("mode") != "setup":
        return create_session(world, call)
    now = world.clock.today()
    session = session_of(
        world,
        form={**call.form, "currency": forms.currency_of(call.form)},
        items=[],
        created=now,
        expires_at=expiry_of(call.form, now),
    )
    intent = _setup_intent(session, now)
    session.update(
        amount_subtotal=None,
        amount_total=None,
        mode="setup",
        payment_method_collection="always",
        payment_status="no_payment_required",
        setup_intent=intent["id"],
    )
    world.store.put(intent)
    return world.store.put(session)


def keep(world: World, session: Json, card: Card, *, holder: str = "") -> str:
    """Save a card by way of an open session; return what was wrong with it, if anything."""
    intent = world.store.get(session["setup_intent"], "setup_intent") or {}
    if card.decline and not card.can_be_kept:
        intent["last_setup_error"] = {
            "code": "card_declined",
            "decline_code": card.decline,
            "message": card.message,
            "type": "card_error",
        }
        happened(world, "setup_intent.setup_failed", world.store.put(intent))
        return card.message
    customer_for(world, session)
    method = kept(world, card, session["customer"], holder=holder)
    intent.update(
        customer=session["customer"],
        last_setup_error=None,
        payment_method=method["id"],
        status="succeeded",
    )
    happened(world, "setup_intent.succeeded", world.store.put(intent))
    complete(session, holder)
    happened(world, "checkout.session.completed", world.store.put(session))
    return ""


def _setup_intent(session: Json, created: int) -> Json:
    name = new_id("seti")
    return {
        "id": name,
        "object": "setup_intent",
        "application": None,
        "automatic_payment_methods": None,
        "cancellation_reason": None,
        "client_secret": f"{name}_secret_{new_id('x')[2:]}",
        "created": created,
        "customer": session["customer"],
        "description": None,
        "flow_directions": None,
        "last_setup_error": None,
        "latest_attempt": None,
        "livemode": False,
        "mandate": None,
        "metadata": {},
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "single_use_mandate": None,
        "status": "requires_payment_method",
        "usage": "off_session",
    }
