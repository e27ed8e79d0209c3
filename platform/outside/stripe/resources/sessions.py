"""Checkout sessions: a page where somebody pays."""

from copy import deepcopy

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.cards import Card
from outside.stripe.happenings import happened
from outside.stripe.listing import listed
from outside.stripe.resources.charges import charge
from outside.stripe.resources.customers import customer_of, kept
from outside.stripe.resources.intents import intent_of, refuse_small
from outside.stripe.resources.lookup import needed
from outside.stripe.store import new_id
from outside.stripe.world import World

SHORTEST_SECONDS = 30 * 60
LONGEST_SECONDS = 24 * 60 * 60
# A caller's clock may run a little behind ours.
GRACE_SECONDS = 60
MERCHANT = "Kith"


def create_session(world: World, call: Call) -> Json:
    """Open a page where this can be paid."""
    form = call.form
    if forms.text(form, "mode") != "payment":
        raise ApiError("Only the mode `payment` is built here.", param="mode")
    items = [_item(item, place) for place, item in enumerate(_items(form))]
    now = world.clock.today()
    expires_at = expiry_of(form, now)
    currencies = {item["currency"] for item in items}
    if len(currencies) > 1:
        raise ApiError("All line items must have the same currency.", param="line_items")
    session = session_of(world, form=form, items=items, created=now, expires_at=expires_at)
    refuse_small(session["amount_total"])
    world.store.put(session)
    _keep_rest(world, session, form, items)
    return session


def expiry_of(form: Json, now: int) -> int:
    """Return when a session that is opened now closes."""
    expires_at = forms.whole(form, "expires_at", now + LONGEST_SECONDS)
    if not (
        now + SHORTEST_SECONDS - GRACE_SECONDS
        <= expires_at
        <= now + LONGEST_SECONDS + GRACE_SECONDS
    ):
        raise ApiError(
            "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from"
            " Checkout Session creation.",
            param="expires_at",
        )
    return expires_at


def _keep_rest(world: World, session: Json, form: Json, items: list[Json]) -> None:
    """Keep what the page and the payment need and the API does not show."""
    world.store.set_note(
        f"session:{session['id']}",
        {"intent": form.get("payment_intent_data") or {}, "items": items},
    )


def rest_of(world: World, session: Json) -> Json:
    """Return what was kept beside a session."""
    kept: Json = world.store.note(f"session:{session['id']}", {})
    return {"intent": {}, "items": [], **kept}


def _items(form: Json) -> list[Json]:
    items = form.get("line_items")
    if not isinstance(items, list) or not items:
        raise ApiError(
            "Missing required param: line_items.", code="parameter_missing", param="line_items"
        )
    return items


def _item(item: Json, place: int) -> Json:
    price = item.get("price_data")
    if not isinstance(price, dict):
        raise ApiError("Only price_data is built here.", param=f"line_items[{place}][price_data]")
    amount, quantity = forms.amount_of(price, "unit_amount"), forms.whole(item, "quantity", 1)
    label = forms.text(price.get("product_data") or {}, "name")
    currency = forms.currency_of(price)
    return item_of(label=label, amount=amount * quantity, currency=currency, quantity=quantity)


def item_of(*, label: str, amount: int, currency: str, quantity: int = 1) -> Json:
    """Return one line of what is paid for."""
    return {
        "id": new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": currency,
        "description": label,
        "price": None,
        "quantity": quantity,
    }


# What every session of ours has in common.
PLAIN_SESSION: Json = {
    "adaptive_pricing": None,
    "after_expiration": None,
    "allow_promotion_codes": None,
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "billing_address_collection": None,
    "client_secret": None,
    "consent": None,
    "consent_collection": None,
    "custom_fields": [],
    "custom_text": {
        "after_submit": None,
        "shipping_address": None,
        "submit": None,
        "terms_of_service_acceptance": None,
    },
    "discounts": [],
    "invoice": None,
    "invoice_creation": None,
    "livemode": False,
    "mode": "payment",
    "payment_intent": None,
    "payment_link": None,
    "payment_method_collection": "if_required",
    "payment_method_options": {},
    "payment_method_types": ["card"],
    "payment_status": "unpaid",
    "phone_number_collection": {"enabled": False},
    "recovered_from": None,
    "setup_intent": None,
    "shipping_address_collection": None,
    "shipping_cost": None,
    "shipping_options": [],
    "status": "open",
    "submit_type": None,
    "subscription": None,
    "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
    "ui_mode": "hosted_page",
    "wallet_options": None,
}


def session_of(
    world: World, *, form: Json, items: list[Json], created: int, expires_at: int
) -> Json:
    """Return a new open session."""
    total = sum(item["amount_total"] for item in items)
    email = forms.text(form, "customer_email", "") or None
    customer = forms.text(form, "customer", "") or None
    if customer:
        if email:
            raise ApiError("You may only specify one of these: customer, customer_email.")
        needed(world, "customer", customer, param="customer")
    name = new_id("cs_test")
    return {
        **deepcopy(PLAIN_SESSION),
        "url": f"{world.public_url}/c/pay/{name}",
        "id": name,
        "object": "checkout.session",
        "amount_subtotal": total,
        "amount_total": total,
        "branding_settings": {
            "background_color": "#ffffff",
            "border_style": "rounded",
            "button_color": "#2d4bb5",
            "display_name": (form.get("branding_settings") or {}).get("display_name", MERCHANT),
            "font_family": "default",
            "icon": None,
            "logo": None,
        },
        "cancel_url": forms.text(form, "cancel_url", "") or None,
        "client_reference_id": forms.text(form, "client_reference_id", "") or None,
        "created": created,
        "currency": items[0]["currency"] if items else forms.currency_of(form),
        "customer": customer,
        "customer_creation": forms.text(form, "customer_creation", "if_required"),
        "customer_details": {
            "address": None,
            "email": email,
            "name": None,
            "phone": None,
            "tax_exempt": "none",
            "tax_ids": None,
        }
        if email
        else None,
        "customer_email": email,
        "expires_at": expires_at,
        "locale": forms.text(form, "locale", "") or None,
        "metadata": forms.metadata_of(form),
        "success_url": forms.text(form, "success_url"),
    }


def pay(
    world: World, session: Json, card: Card, *, holder: str = "", is_proven: bool | None = None
) -> Json:
    """Try a card on an open session; return the payment intent as it then stands."""
    intent = world.store.get(session["payment_intent"] or "", "payment_intent")
    if intent is None:
        customer_for(world, session)
        intent = intent_of(
            amount=session["amount_total"],
            currency=session["currency"],
            created=world.clock.today(),
            form=rest_of(world, session)["intent"] | {"customer": session["customer"] or ""},
            email=session["customer_email"],
        )
        session["payment_intent"] = intent["id"]
        world.store.put(session)
    intent = charge(world, intent, card, holder=holder, is_proven=is_proven)
    if intent["status"] == "succeeded":
        if intent["setup_future_usage"] and session["customer"]:
            kept(world, card, session["customer"], holder=holder, name=intent["payment_method"])
        complete(session, holder)
        world.store.put(session)
        happened(world, "checkout.session.completed", session)
    return intent


def customer_for(world: World, session: Json) -> None:
    """Make the customer of a session that asked for one and has none yet."""
    if session["customer"] is None and session["customer_creation"] == "always":
        customer = customer_of(created=world.clock.today(), email=session["customer_email"])
        session["customer"] = world.store.put(customer)["id"]
        happened(world, "customer.created", customer)


def complete(session: Json, holder: str) -> None:
    """Close a session that was paid, or that kept a card."""
    session.update(status="complete", url=None)
    if session["mode"] == "payment":
        session["payment_status"] = "paid"
    details = session["customer_details"] or {"address": None, "email": None, "phone": None}
    session["customer_details"] = {**details, "name": holder or None, "tax_exempt": "none"}


def expire(world: World, session: Json) -> Json:
    """Close a session that was not paid."""
    session.update(status="expired", url=None)
    world.store.put(session)
    happened(world, "checkout.session.expired", session)
    return session


def expire_session(world: World, call: Call) -> Json:
    """Close a session before its time."""
    session = needed(world, "checkout.session", call.args[0])
    if session["status"] != "open":
        raise ApiError(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout'
            f" Session has a status of {session['status']}."
        )
    return expire(world, session)


def expire_due_sessions(world: World) -> None:
    """Close every open session whose time is over."""
    due = world.store.rows(
        # Left to itself SQLite reads every session there ever was, five times a second.
        "SELECT id FROM objects INDEXED BY sessions_open WHERE kind = 'checkout.session'"
        " AND json_extract(body, '$.status') = 'open'"
        " AND json_extract(body, '$.expires_at') <= ?",
        world.clock.today(),
    )
    for row in due:
        with world.store.transaction():
            session = world.store.get(row["id"])
            if session and session["status"] == "open":
                expire(world, session)


def retrieve_session(world: World, call: Call) -> Json:
    """Return one session, with its lines when they are asked for."""
    expire_due_sessions(world)
    session = needed(world, "checkout.session", call.args[0])
    expand = call.form.get("expand")
    if isinstance(expand, list) and "line_items" in expand:
        session["line_items"] = {
            "object": "list",
            "data": rest_of(world, session)["items"],
            "has_more": False,
            "url": f"/v1/checkout/sessions/{session['id']}/line_items",
        }
    return session


def list_sessions(world: World, call: Call) -> Json:
    """Return a page of sessions."""
    expire_due_sessions(world)
    return listed(world, call, "checkout.session", members=("payment_intent", "status"))
