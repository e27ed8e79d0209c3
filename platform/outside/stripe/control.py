"""The control API: set what goes wrong, move the clock, put things in place."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from outside.stripe.bulk import put_in_bulk
from outside.stripe.calls import ApiError, Call, Json, Reply
from outside.stripe.faults import UnknownFault
from outside.stripe.happening_by_itself import pass_time
from outside.stripe.listing import NOT_BEFORE
from outside.stripe.outbound import body_of
from outside.stripe.pages.checkout import card_named
from outside.stripe.resources.accounts import closed, opened
from outside.stripe.resources.lookup import needed
from outside.stripe.resources.money import Movement, available, moved
from outside.stripe.resources.sessions import pay
from outside.stripe.resources.setups import keep
from outside.stripe.tampering import tamper
from outside.stripe.world import World

DRAIN_SECONDS = 10.0


def reset(world: World, call: Call) -> Json:
    """Forget everything; start at true time or at the moment given."""
    world.reset()
    return set_clock(world, call)


def set_clock(world: World, call: Call) -> Json:
    """Set the clock, or let time pass."""
    if "set" in call.form:
        world.clock.set(float(call.form["set"]))
    if "advance" in call.form:
        world.clock.advance(float(call.form["advance"]))
    pass_time(world)
    world.outbound.nudge()
    return {"now": world.clock.now()}


def arm_fault(world: World, call: Call) -> Json:
    """Let the next matching requests go wrong."""
    try:
        world.faults.arm(**call.form)
    except (TypeError, UnknownFault) as refusal:
        raise ApiError(str(refusal)) from refusal
    return list_faults(world, call)


def list_faults(world: World, _call: Call) -> Json:
    """Return what is still to go wrong."""
    return {"faults": world.faults.armed()}


def clear_faults(world: World, call: Call) -> Json:
    """Let nothing go wrong any more."""
    world.faults.clear()
    return list_faults(world, call)


def prune_keys(world: World, _call: Call) -> Json:
    """Forget every idempotency key."""
    return {"pruned": world.keys.prune()}


def set_webhooks(world: World, call: Call) -> Json:
    """Set how deliveries behave from now on; they may be released in the same breath."""
    known = asdict(world.outbound.manners)
    for name, value in call.form.items():
        if name not in known:
            raise ApiError(f"{name} is none of {', '.join(known)}")
        setattr(world.outbound.manners, name, value)
    world.outbound.nudge()
    return asdict(world.outbound.manners)


def drain_webhooks(world: World, call: Call) -> Json:
    """Wait until no request runs and nothing is due to be sent."""
    seconds = float(call.form.get("seconds", DRAIN_SECONDS))
    is_done = world.wait_until_quiet(seconds) and world.outbound.drain(seconds)
    return {"is_done": is_done}


def list_deliveries(world: World, _call: Call) -> Json:
    """Return every delivery, with the body as it was or will be sent."""
    found = world.store.rows("SELECT * FROM deliveries ORDER BY id")
    return {"deliveries": [_delivery(world, dict(row)) for row in found]}


def _delivery(world: World, row: dict[str, Any]) -> Json:
    event = needed(world, "event", row["event"])
    return {**row, "type": event["type"], "body": body_of(event).decode()}


def resend(world: World, call: Call) -> Json:
    """Have one event delivered again."""
    world.outbound.queue(needed(world, "event", call.args[0]))
    return {"queued": world.outbound.manners.copies}


def set_account(world: World, call: Call) -> Json:
    """Open an account for payouts without its pages, or close it."""
    account = needed(world, "account", call.args[0])
    if call.form["payouts_enabled"]:
        return opened(world, account)
    return closed(world, account, call.form.get("reason", "rejected.other"))


def set_balance(world: World, call: Call) -> Json:
    """Bring an available balance to this amount, by an adjustment."""
    currency, account = call.form["currency"].lower(), call.form.get("account", "")
    short = int(call.form["available"]) - available(world, currency, account)
    if short:
        now = world.clock.today()
        moved(world, Movement("adjustment", short, currency, None, now, account=account))
    return {"available": available(world, currency, account)}


def set_settings(world: World, call: Call) -> Json:
    """
    Set how soon charges become available, what they cost, and the rate limit (0: none).

    `movements_listed_from`: of what a history puts in place before that moment nothing is listed
    until it is told whole (0). Like the state, and unlike the rest, it outlives a restart.
    """
    for name in asdict(world.settings):
        if name in call.form:
            setattr(world.settings, name, int(call.form[name]))
    if "per_second" in call.form:
        world.limiter.per_second = int(call.form["per_second"])
    if NOT_BEFORE in call.form:
        world.store.set_note(NOT_BEFORE, int(call.form[NOT_BEFORE]))
    return {
        **asdict(world.settings),
        "per_second": world.limiter.per_second,
        NOT_BEFORE: world.store.note(NOT_BEFORE, 0),
    }


def pay_session(world: World, call: Call) -> Json:
    """Pay an open session with a card, or keep the card, as if somebody had used its page."""
    session = needed(world, "checkout.session", call.args[0])
    if session["status"] != "open":
        raise ApiError(f"The session is {session['status']}.")
    card = card_named(call.form.get("card", "4242424242424242"))
    if session["mode"] == "setup":
        return {"failure": keep(world, session, card, holder="Test Payer")}
    is_proven = call.form.get("is_proven", True) if card.asks_for_proof else None
    return pay(world, session, card, holder="Test Payer", is_proven=is_proven)


def put_charge(world: World, call: Call) -> Json:
    """Put one paid charge in place, at a past time if one is given."""
    made: Json = put_in_bulk(world, {"payments": [call.form]})["payments"][0]
    return made


def put_bulk(world: World, call: Call) -> Json:
    """Put many things in place at once."""
    return put_in_bulk(world, call.form)


def health(world: World, _call: Call) -> Json:
    """Return that we are here, and the time we take it to be."""
    return {"is_up": True, "now": world.clock.now(), "public_url": world.public_url}


def guarded(act: Callable[[World, Call], Json]) -> Callable[[World, Call], Reply]:
    """Return a door to an act: whole or not at all, every refusal in the API's shape."""

    def answer(world: World, call: Call) -> Reply:
        try:
            with world.store.transaction():
                return Reply.of_json(act(world, call))
        except ApiError as refusal:
            return refusal.reply(call.request_id)
        except (KeyError, TypeError, ValueError) as wrong:
            return ApiError(f"Cannot read this: {wrong!r}").reply(call.request_id)

    return answer


def _drain(world: World, call: Call) -> Reply:
    # Outside any transaction: the sender must be able to work meanwhile.
    return Reply.of_json(drain_webhooks(world, call))


def _reset(world: World, call: Call) -> Reply:
    # A slow request of before must not write into what comes after.
    world.wait_until_quiet(DRAIN_SECONDS)
    return guarded(reset)(world, call)


CONTROL: dict[str, Callable[[World, Call], Reply]] = {
    "GET /_control/health": guarded(health),
    "POST /_control/reset": _reset,
    "POST /_control/clock": guarded(set_clock),
    "POST /_control/faults": guarded(arm_fault),
    "GET /_control/faults": guarded(list_faults),
    "DELETE /_control/faults": guarded(clear_faults),
    "POST /_control/keys/prune": guarded(prune_keys),
    "POST /_control/webhooks": guarded(set_webhooks),
    "POST /_control/webhooks/drain": _drain,
    "GET /_control/deliveries": guarded(list_deliveries),
    "POST /_control/events/*/resend": guarded(resend),
    "POST /_control/accounts/*": guarded(set_account),
    "POST /_control/balance": guarded(set_balance),
    "POST /_control/balance_transactions/*": guarded(tamper),
    "POST /_control/settings": guarded(set_settings),
    "POST /_control/checkout/*/pay": guarded(pay_session),
    "POST /_control/charge": guarded(put_charge),
    "POST /_control/bulk": guarded(put_bulk),
}
