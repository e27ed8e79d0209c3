"""Payouts: from a balance to the bank."""

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
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
    name, now = new_id("po"), world.clock.today()
    payout: Json = {
        "id": name,
        "object": "payout",
        "amount": amount,
        "arrival_date": now + 2 * 24 * 60 * 60,
        "automatic": False,
        "balance_transaction": moved(
            world,
            Movement("payout", -amount, currency, name, now, account=call.account),
        ),
        "created": now,
        "currency": currency,
        "description": None,
        "destination": None,
        "livemode": False,
        "metadata": forms.metadata_of(call.form),
        "method": "standard",
        "reconciliation_status": "not_applicable",
        "source_type": "card",
        "status": "paid",
        "type": "bank_account",
    }
    return world.store.put(payout, call.account)


def retrieve_payout(world: World, call: Call) -> Json:
    """Return one payout."""
    return needed(world, "payout", call.args[0], account=call.account)


def list_payouts(world: World, call: Call) -> Json:
    """Return a page of payouts."""
    return listed(world, call, "payout", members=("status",))
