"""Move money between balances, always by a balance transaction."""

from dataclasses import dataclass

from outside.stripe.calls import Call, Json
from outside.stripe.listing import listed
from outside.stripe.resources.lookup import needed
from outside.stripe.store import new_id
from outside.stripe.world import World

CATEGORIES = {
    "charge": "charge",
    "payment": "charge",
    "refund": "refund",
    "transfer": "transfer",
    "transfer_refund": "transfer_reversal",
    "payment_refund": "refund",
    "refund_failure": "refund_failure",
    "payout": "payout",
    "payout_failure": "payout_reversal",
    "adjustment": "other_adjustment",
}


@dataclass(frozen=True)
class Movement:
    """What one balance transaction says."""

    kind: str
    amount: int
    currency: str
    source: str | None
    created: int
    fee: int = 0
    account: str = ""
    available_on: int | None = None
    label: str | None = None
    # Where the kind alone does not say it.
    category: str = ""
    fee_label: str = "Stripe processing fees"


def fee_on(world: World, amount: int) -> int:
    """Return what a charge costs: a part of it, halves rounded up, and a fixed sum."""
    return (amount * world.settings.fee_basis_points + 5_000) // 10_000 + world.settings.fee_minor


def moved(world: World, movement: Movement) -> str:
    """Move money on one balance; return the id of the balance transaction."""
    available_on = movement.available_on or movement.created
    is_due = available_on <= world.clock.today()
    line: Json = {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": movement.amount,
        "available_on": available_on,
        "balance_type": "payments",
        "created": movement.created,
        "currency": movement.currency,
        "description": movement.label,
        "exchange_rate": None,
        "fee": movement.fee,
        "fee_details": [
            {
                "amount": movement.fee,
                "application": None,
                "currency": movement.currency,
                "description": movement.fee_label,
                "type": "stripe_fee",
            }
        ]
        if movement.fee
        else [],
        "net": movement.amount - movement.fee,
        "reporting_category": movement.category or CATEGORIES[movement.kind],
        "source": movement.source,
        "status": "available" if is_due else "pending",
        "type": movement.kind,
    }
    world.store.put(line, movement.account)
    world.store.run(
        "INSERT INTO movements VALUES (?, ?, ?, ?)",
        movement.account,
        movement.currency,
        line["net"],
        available_on,
    )
    return str(line["id"])


def available(world: World, currency: str, account: str = "") -> int:
    """Return what may be spent now."""
    found = world.store.rows(
        "SELECT COALESCE(SUM(net), 0) AS net FROM movements"
        " WHERE account = ? AND currency = ? AND available_on <= ?",
        account,
        currency,
        world.clock.today(),
    )
    return int(found[0]["net"])


def balance(world: World, call: Call) -> Json:
    """Return what is available and what is still on its way, by currency."""
    found = world.store.rows(
        "SELECT currency, SUM(CASE WHEN available_on <= ?1 THEN net ELSE 0 END) AS now,"
        " SUM(CASE WHEN available_on > ?1 THEN net ELSE 0 END) AS later"
        " FROM movements WHERE account = ?2 GROUP BY currency ORDER BY currency",
        world.clock.today(),
        call.account,
    )
    sums = [(row["currency"], row["now"], row["later"]) for row in found] or [("eur", 0, 0)]
    return {
        "object": "balance",
        "available": [_part(currency, now) for currency, now, _ in sums],
        "livemode": False,
        "pending": [_part(currency, later) for currency, _, later in sums],
    }


def _part(currency: str, amount: int) -> Json:
    return {"amount": amount, "currency": currency, "source_types": {"card": amount}}


def list_balance_transactions(world: World, call: Call) -> Json:
    """Return a page of balance transactions."""
    page = listed(
        world, call, "balance_transaction", members=("type", "source", "currency", "payout")
    )
    now = world.clock.today()
    for line in page["data"]:
        # Money arrives with time alone; what was kept says how things stood then.
        line["status"] = "available" if line["available_on"] <= now else "pending"
    return page


def retrieve_balance_transaction(world: World, call: Call) -> Json:
    """Return one balance transaction."""
    line = needed(world, "balance_transaction", call.args[0], account=call.account)
    line["status"] = "available" if line["available_on"] <= world.clock.today() else "pending"
    return line
