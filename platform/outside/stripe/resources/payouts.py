"""Payouts: from a balance to the bank."""

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.happenings import happened
from outside.stripe.listing import listed
from outside.stripe.resources.lookup import needed
from outside.stripe.resources.money import Movement, available, moved
from outside.stripe.store import new_id
from outside.stripe.world import World


def create_payout(world: World, call: Call) -> Json:
    """Send money from a balance to its bank account."""
    amount, currency = forms.amount_of(call.form), forms.currency_of(call.form)
    if available(world, currency, call.account) < amount:
        raise ApiError(
            "You have insufficient funds in your Stripe account for this payout.",
            code="balance_insufficient",
            is_saved=True,
        )
    metadata = forms.metadata_of(call.form)
    return paid_out(world, amount, currency, account=call.account, metadata=metadata)


def paid_out(
    world: World, amount: int, currency: str, *, account: str, metadata: Json | None = None
) -> Json:
    """Move money from a balance to its bank, whatever the balance holds; return the payout."""
    name, now = new_id("po"), world.clock.today()
    payout: Json = {
        "id": name,
        "object": "payout",
        "amount": amount,
        "arrival_date": now + 2 * 24 * 60 * 60,
        "automatic": False,
        "balance_transaction": moved(
            world, Movement("payout", -amount, currency, name, now, account=account)
        ),
        "created": now,
        "currency": currency,
        "description": None,
        "destination": None,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": metadata or {},
        "method": "standard",
        "reconciliation_status": "not_applicable",
        "source_type": "card",
        "status": "paid",
        "type": "bank_account",
    }
    world.store.put(payout, account)
    happened(world, "payout.paid", payout, account=account)
    return payout


def bounced(world: World, payout: Json, account: str, *, code: str, message: str) -> Json:
    """Let the bank send a payout back, as it may for days after it seemed paid."""
    payout.update(status="failed", failure_code=code, failure_message=message)
    payout["failure_balance_transaction"] = moved(
        world,
        Movement(
            "payout_failure",
            payout["amount"],
            payout["currency"],
            payout["id"],
            world.clock.today(),
            account=account,
        ),
    )
    world.store.put(payout, account)
    happened(world, "payout.failed", payout, account=account)
    return payout


def retrieve_payout(world: World, call: Call) -> Json:
    """Return one payout."""
    return needed(world, "payout", call.args[0], account=call.account)


def list_payouts(world: World, call: Call) -> Json:
    """Return a page of payouts."""
    return listed(world, call, "payout", members=("status",))
