"""Transfers to connected accounts, and their way back."""

from typing import Any

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.happenings import happened
from outside.stripe.listing import listed
from outside.stripe.resources.lookup import needed
from outside.stripe.resources.money import Movement, available, moved
from outside.stripe.store import new_id
from outside.stripe.world import World

NO_FUNDS = (
    "You have insufficient available funds in your Stripe account. Try adding funds directly to"
    " your available balance by creating Charges using the 4000000000000077 test card."
)
NO_CAPABILITY = (
    "Your destination account needs to have at least one of the following capabilities enabled:"
    " transfers, crypto_transfers, legacy_payments"
)


def create_transfer(world: World, call: Call) -> Json:
    """Send money from the platform to a connected account."""
    form = call.form
    amount, currency = forms.amount_of(form), forms.currency_of(form)
    destination = forms.text(form, "destination")
    account = world.store.get(destination, "account")
    if account is None:
        raise ApiError(
            f"No such destination: '{destination}'", code="resource_missing", param="destination"
        )
    group = forms.text(form, "transfer_group", "") or None
    metadata = forms.metadata_of(form)
    if account["capabilities"].get("transfers") != "active":
        raise ApiError(
            NO_CAPABILITY,
            code="insufficient_capabilities_for_transfer",
            param="destination",
            is_saved=True,
        )
    if available(world, currency) < amount:
        raise ApiError(NO_FUNDS, code="balance_insufficient", is_saved=True)
    return transferred(
        world,
        amount=amount,
        currency=currency,
        destination=destination,
        created=world.clock.today(),
        group=group,
        metadata=metadata,
        description=forms.text(form, "description", "") or None,
    )


def transferred(
    world: World,
    *,
    amount: int,
    currency: str,
    destination: str,
    created: int,
    group: str | None = None,
    metadata: dict[str, Any] | None = None,
    description: str | None = None,
    is_told: bool = True,
) -> Json:
    """Move the money on both balances, whatever they hold; return the transfer."""
    name = new_id("tr")
    arrival = new_id("py")
    transfer: Json = {
        "id": name,
        "object": "transfer",
        "amount": amount,
        "amount_reversed": 0,
        "balance_transaction": moved(
            world, Movement("transfer", -amount, currency, name, created, label=description)
        ),
        "created": created,
        "currency": currency,
        "description": description,
        "destination": destination,
        "destination_payment": arrival,
        "livemode": False,
        "metadata": metadata or {},
        "reversals": _reversals(name, []),
        "reversed": False,
        "source_transaction": None,
        "source_type": "card",
        "transfer_group": group,
    }
    moved(world, Movement("payment", amount, currency, arrival, created, account=destination))
    world.store.put(transfer)
    if is_told:
        happened(world, "transfer.created", transfer)
    return transfer


def _reversals(transfer: str, found: list[Json]) -> Json:
    return {
        "object": "list",
        "data": found[:10],
        "has_more": len(found) > 10,
        "total_count": len(found),
        "url": f"/v1/transfers/{transfer}/reversals",
    }


def create_reversal(world: World, call: Call) -> Json:
    """Take a transfer back, or a part of it, while the connected balance covers it."""
    transfer = needed(world, "transfer", call.args[0])
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = forms.amount_of(call.form, default=left or None)
    metadata = forms.metadata_of(call.form)
    if amount > left:
        raise ApiError(
            f"Reversal amount ({amount}) is greater than unreversed amount on transfer ({left})",
            param="amount",
            is_saved=True,
        )
    if available(world, transfer["currency"], transfer["destination"]) < amount:
        raise ApiError(
            "The connected account's balance does not cover this reversal.",
            code="balance_insufficient",
            is_saved=True,
        )
    return reversed_part(world, transfer, amount, created=world.clock.today(), metadata=metadata)


def reversed_part(
    world: World,
    transfer: Json,
    amount: int,
    *,
    created: int,
    metadata: dict[str, Any] | None = None,
    is_told: bool = True,
) -> Json:
    """Move this much of a transfer back on both balances; return the reversal."""
    name, currency = new_id("trr"), transfer["currency"]
    payback = new_id("pyr")
    moved(
        world,
        Movement(
            "payment_refund",
            -amount,
            currency,
            payback,
            created,
            account=transfer["destination"],
        ),
    )
    reversal: Json = {
        "id": name,
        "object": "transfer_reversal",
        "amount": amount,
        "balance_transaction": moved(
            world, Movement("transfer_refund", amount, currency, name, created)
        ),
        "created": created,
        "currency": currency,
        "destination_payment_refund": payback,
        "metadata": metadata or {},
        "source_refund": None,
        "transfer": transfer["id"],
    }
    world.store.put(reversal)
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    found = world.store.reversals_of(transfer["id"])
    transfer["reversals"] = _reversals(transfer["id"], found)
    world.store.put(transfer)
    if is_told:
        happened(world, "transfer.reversed", transfer)
    return reversal


def retrieve_transfer(world: World, call: Call) -> Json:
    """Return one transfer."""
    return needed(world, "transfer", call.args[0])


def list_transfers(world: World, call: Call) -> Json:
    """Return a page of transfers."""
    return listed(world, call, "transfer", members=("destination", "transfer_group"))


def list_reversals(world: World, call: Call) -> Json:
    """Return the ways back of one transfer."""
    name = needed(world, "transfer", call.args[0])["id"]
    found = world.store.reversals_of(name)
    return {**_reversals(name, found), "data": found, "has_more": False}


def retrieve_reversal(world: World, call: Call) -> Json:
    """Return one way back of one transfer."""
    return needed(world, "transfer_reversal", call.args[1])
