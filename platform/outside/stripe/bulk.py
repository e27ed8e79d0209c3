"""
Put a history in place: many paid, refunded and transferred things at past times.

Each thing may carry a `ref` of the caller's own; later things name it by that. With a `key` it is
put in place once: the same key again is answered as the first time, so that whoever was ended
half-way can begin again. Nothing put in place this way is told to anybody, and no balance is asked.
"""

from collections.abc import Callable
from typing import Any

from outside.stripe import forms
from outside.stripe.calls import ApiError, Json
from outside.stripe.cards import CARDS
from outside.stripe.resources.accounts import account_of, banked
from outside.stripe.resources.charges import charge
from outside.stripe.resources.customers import customer_of, kept
from outside.stripe.resources.intents import intent_of
from outside.stripe.resources.lookup import needed
from outside.stripe.resources.refunds import refunded
from outside.stripe.resources.sessions import complete, item_of, session_of
from outside.stripe.resources.transfers import reversed_part, transferred
from outside.stripe.world import World

PAYS = CARDS["4242424242424242"]
IBAN = "DE89370400440532013000"
SESSION_SECONDS = 1800


class Refs:
    """What the caller calls things, for the length of one request."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def keep(self, thing: Json, name: str) -> None:
        """Remember the id behind a name of the caller's."""
        if "ref" in thing:
            self._ids[str(thing["ref"])] = name

    def id_of(self, name: str) -> str:
        """Return the id behind a name; a name nobody gave is an id already."""
        return self._ids.get(name, name)


def put_in_bulk(world: World, content: Json) -> Json:
    """Put everything in place, or nothing; return the ids in the order given."""
    refs, made = Refs(), {}
    unknown = set(content) - set(PUTS)
    if unknown:
        raise ApiError(f"{', '.join(sorted(unknown))}: none of {', '.join(PUTS)}")
    with world.store.transaction():
        for name, put in PUTS.items():
            made[name] = [_once(world, name, put, thing, refs) for thing in content.get(name, [])]
    return made


def _once(
    world: World,
    kind: str,
    put: Callable[[World, Json, Refs], Json],
    thing: Json,
    refs: Refs,
) -> Json:
    note = f"bulk:{kind}:{thing['key']}" if "key" in thing else ""
    made: Json | None = world.store.note(note) if note else None
    if made is None:
        made = put(world, thing, refs)
        if note:
            world.store.set_note(note, made)
    refs.keep(thing, made.get("payment_intent") or made["id"])
    return made


def _moment(world: World, thing: Json) -> int:
    return int(thing.get("created") or world.clock.today())


def _put_account(world: World, thing: Json, refs: Refs) -> Json:
    account = account_of(
        country=thing.get("country", "ES"),
        email=thing.get("email"),
        created=_moment(world, thing),
        metadata=thing.get("metadata", {}),
        form={
            "capabilities": {"transfers": {"requested": "true"}},
            "business_profile": {"name": thing.get("name")},
        },
    )
    if thing.get("is_onboarded", True):
        account["tos_acceptance"]["date"] = account["created"]
        account = banked(world, account, iban=IBAN, holder=thing.get("name") or "", is_told=False)
    world.store.put(account)
    return {"id": account["id"]}


def _put_payment(world: World, thing: Json, refs: Refs) -> Json:
    at, currency = _moment(world, thing), str(thing["currency"]).lower()
    amount = _amount(thing)
    label = thing.get("label", "Order")
    customer = thing.get("customer", "")
    if thing.get("keeps_card"):
        made = customer_of(created=at, email=thing.get("customer_email") or None)
        customer = world.store.put(made)["id"]
    session: Json = {"id": None, "customer_email": None}
    if "payment_method" not in thing:
        session = _session_for(world, thing, label=label, at=at)
    intent = intent_of(
        amount=amount,
        currency=currency,
        created=at,
        form={
            "description": label,
            "metadata": thing.get("metadata", {}),
            "transfer_group": thing.get("transfer_group", ""),
            "customer": customer,
        },
        email=session["customer_email"],
    )
    method = thing.get("payment_method", "")
    intent = charge(world, intent, PAYS, method=method, created=at, is_told=False)
    if thing.get("keeps_card"):
        kept(world, PAYS, customer, name=intent["payment_method"], created=at, is_told=False)
    if session["id"]:
        session.update(payment_intent=intent["id"], customer=customer or None)
        complete(session, thing.get("holder", ""))
        world.store.put(session)
    paid = needed(world, "charge", intent["latest_charge"])
    return {
        "session": session["id"],
        "payment_intent": intent["id"],
        "charge": paid["id"],
        "balance_transaction": paid["balance_transaction"],
        "customer": customer or None,
        "payment_method": intent["payment_method"],
    }


def _session_for(world: World, thing: Json, *, label: str, at: int) -> Json:
    amount, currency = _amount(thing), str(thing["currency"]).lower()
    item = item_of(label=label, amount=amount, currency=currency)
    return session_of(
        world,
        form={
            "success_url": thing.get("success_url", "http://localhost/"),
            "customer_email": thing.get("customer_email", ""),
            "client_reference_id": thing.get("reference", ""),
            "metadata": thing.get("metadata", {}),
        },
        items=[item],
        created=at,
        expires_at=at + SESSION_SECONDS,
    )


def _put_refund(world: World, thing: Json, refs: Refs) -> Json:
    intent = needed(world, "payment_intent", refs.id_of(thing["payment"]))
    paid = needed(world, "charge", intent["latest_charge"])
    left = paid["amount"] - paid["amount_refunded"]
    amount = _amount(thing, left)
    if amount > left:
        raise ApiError(f"Refund of {amount} is more than the {left} left of {paid['id']}")
    refund = refunded(
        world,
        paid,
        amount,
        created=_moment(world, thing),
        reason=thing.get("reason"),
        metadata=thing.get("metadata"),
        is_told=False,
    )
    return {"id": refund["id"], "balance_transaction": refund["balance_transaction"]}


def _put_transfer(world: World, thing: Json, refs: Refs) -> Json:
    account = needed(world, "account", refs.id_of(thing["account"]))
    transfer = transferred(
        world,
        amount=_amount(thing),
        currency=str(thing["currency"]).lower(),
        destination=account["id"],
        created=_moment(world, thing),
        group=thing.get("transfer_group"),
        metadata=thing.get("metadata"),
        is_told=False,
    )
    return {"id": transfer["id"], "balance_transaction": transfer["balance_transaction"]}


def _put_reversal(world: World, thing: Json, refs: Refs) -> Json:
    transfer = needed(world, "transfer", refs.id_of(thing["transfer"]))
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = _amount(thing, left)
    if amount > left:
        raise ApiError(f"Reversal of {amount} is more than the {left} left of {transfer['id']}")
    reversal = reversed_part(world, transfer, amount, created=_moment(world, thing), is_told=False)
    return {"id": reversal["id"], "balance_transaction": reversal["balance_transaction"]}


def _amount(thing: Json, default: int | None = None) -> int:
    amount: Any = thing.get("amount", default)
    if type(amount) is not int:
        raise ApiError(f"Invalid integer: {amount}", param="amount")
    return forms.amount_of({"amount": str(amount)})


PUTS: dict[str, Callable[[World, Json, Refs], Json]] = {
    "accounts": _put_account,
    "payments": _put_payment,
    "refunds": _put_refund,
    "transfers": _put_transfer,
    "reversals": _put_reversal,
}
