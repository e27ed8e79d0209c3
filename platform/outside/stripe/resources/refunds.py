"""Give money back."""

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json
from outside.stripe.cards import card_behind
from outside.stripe.happenings import happened
from outside.stripe.listing import listed
from outside.stripe.resources.lookup import needed
from outside.stripe.resources.money import Movement, moved
from outside.stripe.store import new_id
from outside.stripe.world import World

HOUR = 60 * 60
REASONS = ("duplicate", "fraudulent", "requested_by_customer")


def create_refund(world: World, call: Call) -> Json:
    """Give back a payment, or a part of it."""
    form = call.form
    reason = forms.text(form, "reason", "") or None
    if reason and reason not in REASONS:
        raise ApiError(f"Invalid reason: must be one of {', '.join(REASONS)}", param="reason")
    paid = _charge_named(world, form)
    if paid["disputed"] and not _may_refund(world, paid):
        raise ApiError(
            f"Charge {paid['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
            is_saved=True,
        )
    left = paid["amount"] - paid["amount_refunded"]
    if not left:
        raise ApiError(
            f"Charge {paid['id']} has already been refunded.",
            code="charge_already_refunded",
            is_saved=True,
        )
    amount = forms.amount_of(form, default=left)
    if amount > left:
        raise ApiError(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            param="amount",
            is_saved=True,
        )
    return refunded(
        world,
        paid,
        amount,
        created=world.clock.today(),
        reason=reason,
        metadata=forms.metadata_of(form),
    )


def _may_refund(world: World, paid: Json) -> bool:
    """Whether no bank has taken the money of this charge, or taken it for good."""
    found = world.store.rows(
        "SELECT 1 FROM objects WHERE kind = 'dispute' AND json_extract(body, '$.charge') = ?"
        " AND json_extract(body, '$.status') IN ('needs_response', 'under_review', 'lost')",
        paid["id"],
    )
    return not found


def _charge_named(world: World, form: Json) -> Json:
    name = forms.text(form, "charge", "")
    if intent := forms.text(form, "payment_intent", ""):
        found = needed(world, "payment_intent", intent, param="payment_intent")
        if found["status"] != "succeeded":
            raise ApiError(
                f"This PaymentIntent ({intent}) does not have a successful charge to refund.",
                param="payment_intent",
            )
        name = found["latest_charge"]
    if not name:
        raise ApiError(
            "One of the following params should be provided for this request:"
            " payment_intent or charge.",
            code="parameter_missing",
        )
    return needed(world, "charge", name, param="charge")


def refunded(
    world: World,
    paid: Json,
    amount: int,
    *,
    created: int,
    reason: str | None = None,
    metadata: Json | None = None,
    is_told: bool = True,
) -> Json:
    """Give back this much of a charge, whatever the balance; return the refund."""
    begins, ends = card_behind(paid).refunds
    refund: Json = {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": paid["id"],
        "created": created,
        "currency": paid["currency"],
        "destination_details": {
            "type": "card",
            "card": {
                "reference_status": "pending",
                "reference_type": "acquirer_reference_number",
                "type": "refund",
            },
        },
        "metadata": metadata or {},
        "payment_intent": paid["payment_intent"],
        "reason": reason,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": begins,
        "transfer_reversal": None,
    }
    if begins == "pending":
        refund["pending_reason"] = "processing"
    if begins != ends:
        world.store.run(
            "INSERT INTO refunds_under_way VALUES (?, ?, ?)", refund["id"], ends, created + HOUR
        )
    refund["balance_transaction"] = moved(
        world,
        Movement("refund", -amount, paid["currency"], refund["id"], created, label="Refund"),
    )
    before = {"amount_refunded": paid["amount_refunded"], "refunded": paid["refunded"]}
    paid["amount_refunded"] += amount
    paid["refunded"] = paid["amount_refunded"] == paid["amount"]
    world.store.put(refund)
    world.store.put(paid)
    if is_told:
        happened(world, "refund.created", refund)
        happened(world, "charge.refunded", paid, before=before)
        happened(world, "refund.updated", refund)
    return refund


def end_refund(world: World, refund: Json, status: str, why: str = "unknown") -> Json:
    """End a refund that was under way, or fail one that seemed to be through."""
    if status not in ("succeeded", "failed") or refund["status"] in ("failed", status):
        raise ApiError(f"A refund that is {refund['status']} does not become {status}.")
    refund["status"] = status
    refund.pop("pending_reason", None)
    world.store.run("DELETE FROM refunds_under_way WHERE refund = ?", refund["id"])
    if status == "failed":
        _come_back(world, refund, why)
    world.store.put(refund)
    if status == "failed":
        happened(world, "refund.failed", refund)
    happened(world, "refund.updated", refund)
    return refund


def _come_back(world: World, refund: Json, why: str) -> None:
    """Put the money of a failed refund back on the balance."""
    paid = needed(world, "charge", refund["charge"])
    paid["amount_refunded"] -= refund["amount"]
    paid["refunded"] = False
    world.store.put(paid)
    refund["failure_reason"] = why
    refund["failure_balance_transaction"] = moved(
        world,
        Movement(
            "refund_failure",
            refund["amount"],
            refund["currency"],
            refund["id"],
            world.clock.today(),
            label="Refund failure",
        ),
    )


def end_due_refunds(world: World) -> None:
    """End what was under way and whose hour is over."""
    now = world.clock.today()
    for row in world.store.rows("SELECT * FROM refunds_under_way WHERE due <= ?", now):
        with world.store.transaction():
            refund = world.store.get(row["refund"])
            # A hand at the desk may have been quicker.
            if refund and refund["status"] not in ("failed", row["status"]):
                end_refund(world, refund, row["status"])


def retrieve_refund(world: World, call: Call) -> Json:
    """Return one refund."""
    return needed(world, "refund", call.args[0])


def list_refunds(world: World, call: Call) -> Json:
    """Return a page of refunds."""
    return listed(world, call, "refund", members=("charge", "payment_intent"))
