"""Charge a card against a payment intent."""

from outside.stripe.calls import Call, Json
from outside.stripe.cards import Card
from outside.stripe.happenings import happened
from outside.stripe.listing import listed
from outside.stripe.resources.chargebacks import open_dispute
from outside.stripe.resources.lookup import needed
from outside.stripe.resources.money import Movement, fee_on, moved
from outside.stripe.store import new_id
from outside.stripe.world import World

NOT_PROVEN = (
    "We are unable to authenticate your payment method. Please choose a different payment"
    " method and try again."
)


def charge(
    world: World,
    intent: Json,
    card: Card,
    *,
    holder: str = "",
    is_proven: bool | None = None,
    method: str = "",
    is_off_session: bool = False,
    created: int | None = None,
    is_told: bool = True,
) -> Json:
    """
    Try a card on a payment intent; return the intent as it then stands.

    A card that asks for proof is not charged until `is_proven` says how that ended; when the
    payer is not there to give it, the charge is refused.
    """
    at = created or world.clock.today()
    intent["payment_method"] = method or new_id("pm")
    if not is_off_session and card.asks_for_proof and is_proven is None:
        intent["status"] = "requires_action"
        intent["next_action"] = {
            "type": "redirect_to_url",
            "redirect_to_url": {
                "return_url": None,
                "url": f"{world.public_url}/c/proof/{intent['id']}",
            },
        }
        return world.store.put(intent)
    decline, message = card.decline, card.message
    if card.asks_for_proof and not is_proven:
        decline, message = "authentication_required", NOT_PROVEN
    paid = _charge_of(intent, card, holder, at)
    intent["latest_charge"] = paid["id"]
    intent["next_action"] = None
    if decline:
        return _declined(world, intent, paid, decline, message, is_off_session=is_off_session)
    _pay(world, paid, at)
    intent.update(status="succeeded", amount_received=intent["amount"], last_payment_error=None)
    world.store.put(intent)
    world.store.put(paid)
    if is_told:
        happened(world, "charge.succeeded", paid)
        happened(world, "payment_intent.succeeded", intent)
    _dispute(world, paid, card)
    return intent


def _dispute(world: World, paid: Json, card: Card) -> None:
    """Let the payer's bank do at once what the test card stands for, in equal parts."""
    parts = len(card.disputes)
    for place, reason in enumerate(card.disputes):
        part = paid["amount"] // parts + (paid["amount"] % parts if not place else 0)
        open_dispute(world, paid, amount=part, reason=reason, is_inquiry=card.is_inquiry)


def _pay(world: World, paid: Json, at: int) -> None:
    paid["balance_transaction"] = moved(
        world,
        Movement(
            "charge",
            paid["amount"],
            paid["currency"],
            paid["id"],
            at,
            fee=fee_on(world, paid["amount"]),
            available_on=at + world.settings.available_after_seconds,
            label=paid["description"],
        ),
    )


def _declined(
    world: World, intent: Json, paid: Json, decline: str, message: str, *, is_off_session: bool
) -> Json:
    code = "card_declined"
    if decline == "authentication_required":
        code = decline if is_off_session else "payment_intent_authentication_failure"
    paid.update(
        amount_captured=0,
        captured=False,
        failure_code=code,
        failure_message=message,
        paid=False,
        status="failed",
    )
    paid["outcome"] = {
        "network_status": "declined_by_network",
        "reason": decline,
        "risk_level": "normal",
        "seller_message": message,
        "type": "issuer_declined",
    }
    intent["status"] = "requires_payment_method"
    intent["last_payment_error"] = {
        "charge": paid["id"],
        "code": code,
        "decline_code": decline,
        "message": message,
        "type": "card_error",
    }
    intent["payment_method"] = None
    world.store.put(intent)
    world.store.put(paid)
    happened(world, "charge.failed", paid)
    happened(world, "payment_intent.payment_failed", intent)
    return intent


def _charge_of(intent: Json, card: Card, holder: str, at: int) -> Json:
    return {
        "id": new_id("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": {
            "address": None,
            "email": intent["receipt_email"],
            "name": holder or None,
            "phone": None,
            "tax_id": None,
        },
        "calculated_statement_descriptor": "KITH",
        "captured": True,
        "created": at,
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": False,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "outcome": {
            "network_status": "approved_by_network",
            "reason": None,
            "risk_level": "normal",
            "risk_score": 12,
            "seller_message": "Payment complete.",
            "type": "authorized",
        },
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "payment_method_details": {
            "type": "card",
            "card": {
                "brand": card.brand,
                "country": "ES",
                "exp_month": card.exp_month,
                "exp_year": card.exp_year,
                "fingerprint": card.fingerprint,
                "funding": "credit",
                "last4": card.last4,
                "network": card.brand,
                "three_d_secure": None,
                "wallet": None,
            },
        },
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "shipping": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "succeeded",
        "transfer_data": None,
        "transfer_group": intent["transfer_group"],
    }


def retrieve_charge(world: World, call: Call) -> Json:
    """Return one charge."""
    return needed(world, "charge", call.args[0], account=call.account)


def list_charges(world: World, call: Call) -> Json:
    """Return a page of charges."""
    return listed(world, call, "charge", members=("payment_intent", "transfer_group", "customer"))
