"""The processor's own desk, and its payers' banks: what happens there without our asking."""

from collections.abc import Callable

from outside.stripe.calls import ApiError, Call, Json, Reply
from outside.stripe.control import guarded
from outside.stripe.resources.chargebacks import decide, open_dispute
from outside.stripe.resources.lookup import needed
from outside.stripe.resources.payouts import bounced, paid_out
from outside.stripe.resources.refunds import end_refund, refunded
from outside.stripe.resources.transfers import reversed_part
from outside.stripe.world import World


def dispute_payment(world: World, call: Call) -> Json:
    """Open a dispute of a payment: `amount`, `reason`, `is_inquiry`, `due_in_seconds`."""
    form = call.form
    return open_dispute(
        world,
        _charge_of(world, call.args[0]),
        amount=form.get("amount"),
        reason=form.get("reason", "fraudulent"),
        is_inquiry=bool(form.get("is_inquiry")),
        due_in_seconds=int(form.get("due_in_seconds", 0)),
    )


def decide_dispute(world: World, call: Call) -> Json:
    """Let the bank decide a dispute, or think again: `outcome`."""
    return decide(world, needed(world, "dispute", call.args[0]), call.form["outcome"])


def refund_payment(world: World, call: Call) -> Json:
    """Give a payment back, or an `amount` of it."""
    paid = _charge_of(world, call.args[0])
    left = paid["amount"] - paid["amount_refunded"]
    amount = int(call.form.get("amount", left))
    if not 0 < amount <= left:
        raise ApiError(f"{amount} of {paid['id']} cannot be refunded: {left} is left.")
    return refunded(world, paid, amount, created=world.clock.today())


def end_refund_now(world: World, call: Call) -> Json:
    """End a refund as `succeeded` or `failed`, for a `reason`."""
    refund = needed(world, "refund", call.args[0])
    return end_refund(world, refund, call.form["status"], call.form.get("reason", "unknown"))


def reverse_transfer(world: World, call: Call) -> Json:
    """Take a transfer back, or an `amount` of it."""
    transfer = needed(world, "transfer", call.args[0])
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = int(call.form.get("amount", left))
    if not 0 < amount <= left:
        raise ApiError(f"{amount} of {transfer['id']} cannot be reversed: {left} is left.")
    return reversed_part(world, transfer, amount, created=world.clock.today())


def pay_out(world: World, call: Call) -> Json:
    """Pay an `amount` of an account's balance out to its bank."""
    account = needed(world, "account", call.args[0])
    amount, currency = int(call.form["amount"]), account["default_currency"]
    return paid_out(world, amount, currency, account=account["id"])


def bounce_payout(world: World, call: Call) -> Json:
    """Let a bank send a payout of an account back: `code`, `message`."""
    account, name = call.args
    return bounced(
        world,
        needed(world, "payout", name, account=account),
        account,
        code=call.form.get("code", "account_closed"),
        message=call.form.get("message", "The bank account has been closed."),
    )


def _charge_of(world: World, payment: str) -> Json:
    intent = needed(world, "payment_intent", payment)
    return needed(world, "charge", intent["latest_charge"] or "")


DESK: dict[str, Callable[[World, Call], Reply]] = {
    "POST /_control/payments/*/dispute": guarded(dispute_payment),
    "POST /_control/disputes/*": guarded(decide_dispute),
    "POST /_control/payments/*/refund": guarded(refund_payment),
    "POST /_control/refunds/*": guarded(end_refund_now),
    "POST /_control/transfers/*/reverse": guarded(reverse_transfer),
    "POST /_control/accounts/*/payouts": guarded(pay_out),
    "POST /_control/accounts/*/payouts/*/fail": guarded(bounce_payout),
}
