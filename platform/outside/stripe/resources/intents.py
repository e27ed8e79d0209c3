"""Payment intents: what a payer means to pay, and how far that got."""

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.happenings import happened
from outside.stripe.listing import listed
from outside.stripe.resources.charges import charge
from outside.stripe.resources.customers import card_behind
from outside.stripe.resources.lookup import needed
from outside.stripe.store import new_id
from outside.stripe.world import World

SMALLEST = 50
OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")


def intent_of(
    *, amount: int, currency: str, created: int, form: Json, email: str | None = None
) -> Json:
    """Return a new payment intent; the form's own members are the optional ones."""
    name = new_id("pi")
    return {
        "id": name,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": f"{name}_secret_{new_id('x')[2:]}",
        "confirmation_method": "automatic",
        "created": created,
        "currency": currency,
        "customer": forms.text(form, "customer", "") or None,
        "description": forms.text(form, "description", "") or None,
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": forms.metadata_of(form),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": email,
        "review": None,
        "setup_future_usage": forms.text(form, "setup_future_usage", "") or None,
        "shipping": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": forms.text(form, "transfer_group", "") or None,
    }


def create_intent(world: World, call: Call) -> Json:
    """Make a payment intent, and confirm it at once when asked to."""
    form = call.form
    amount, currency = forms.amount_of(form), forms.currency_of(form)
    refuse_small(amount)
    email = forms.text(form, "receipt_email", "") or None
    intent = intent_of(
        amount=amount, currency=currency, created=world.clock.today(), form=form, email=email
    )
    if intent["customer"]:
        needed(world, "customer", intent["customer"], param="customer")
    world.store.put(intent)
    if forms.is_yes(form, "confirm"):
        return _confirmed(world, intent, form)
    return intent


def refuse_small(amount: int) -> None:
    """Refuse what no card network would carry."""
    if amount < SMALLEST:
        raise ApiError(
            f"The amount must be at least {SMALLEST} minor units.",
            code="amount_too_small",
            param="amount",
        )


def confirm_intent(world: World, call: Call) -> Json:
    """Try the card the form names."""
    intent = needed(world, "payment_intent", call.args[0], account=call.account)
    return _confirmed(world, intent, call.form)


def _confirmed(world: World, intent: Json, form: Json) -> Json:
    method = forms.text(form, "payment_method")
    card = card_behind(world, method, intent["customer"])
    if intent["status"] not in OPEN:
        raise unexpected_state(intent)
    is_off_session = forms.is_yes(form, "off_session")
    intent = charge(world, intent, card, method=method, is_off_session=is_off_session)
    if failure := intent["last_payment_error"]:
        raise ApiError(
            failure["message"],
            status=402,
            kind="card_error",
            code=failure["code"],
            is_saved=True,
            is_kept=True,
            decline_code=failure["decline_code"],
            charge=failure["charge"],
            payment_intent=intent,
        )
    return intent


def cancel_intent(world: World, call: Call) -> Json:
    """Give up a payment that has not succeeded."""
    intent = needed(world, "payment_intent", call.args[0], account=call.account)
    if intent["status"] not in OPEN:
        raise unexpected_state(intent)
    intent.update(
        status="canceled",
        canceled_at=world.clock.today(),
        cancellation_reason=forms.text(call.form, "cancellation_reason", "") or None,
    )
    world.store.put(intent)
    happened(world, "payment_intent.canceled", intent)
    return intent


def unexpected_state(intent: Json) -> ApiError:
    """Return the refusal for an intent that is past this step."""
    return ApiError(
        f"This PaymentIntent has a status of {intent['status']}, which does not allow this.",
        code="payment_intent_unexpected_state",
        is_saved=True,
    )


def retrieve_intent(world: World, call: Call) -> Json:
    """Return one payment intent."""
    return needed(world, "payment_intent", call.args[0], account=call.account)


def list_intents(world: World, call: Call) -> Json:
    """Return a page of payment intents."""
    return listed(world, call, "payment_intent", members=("customer",))
