"""What a payer's bank does: take a payment back, think about it, decide."""

from outside.stripe.calls import ApiError, Json
from outside.stripe.happenings import happened
from outside.stripe.resources.lookup import needed
from outside.stripe.resources.money import Movement, moved
from outside.stripe.store import new_id
from outside.stripe.world import World

DAY_SECONDS = 24 * 60 * 60
# What the networks call the commonest reasons.
NETWORK_CODES = {"fraudulent": "10.4", "product_not_received": "13.1", "duplicate": "12.6"}
TEXTS = (
    "access_activity_log",
    "billing_address",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_tracking_number",
    "uncategorized_text",
)
FILES = (
    "cancellation_policy",
    "customer_communication",
    "customer_signature",
    "duplicate_charge_documentation",
    "receipt",
    "refund_policy",
    "service_documentation",
    "shipping_documentation",
    "uncategorized_file",
)
INQUIRY, CHARGEBACK = "inquiry", "chargeback"
NEEDS, REVIEW, WON, LOST = "needs_response", "under_review", "won", "lost"
W_NEEDS, W_REVIEW, W_CLOSED = "warning_needs_response", "warning_under_review", "warning_closed"
CLOSED = (WON, LOST, W_CLOSED)


def open_dispute(
    world: World,
    paid: Json,
    *,
    amount: int | None = None,
    reason: str = "fraudulent",
    is_inquiry: bool = False,
    due_in_seconds: int = 0,
) -> Json:
    """Open a dispute of a charge, or of a part of it; an inquiry takes no money yet."""
    now = world.clock.today()
    disputed = paid["amount"] if amount is None else amount
    if not 0 < disputed <= paid["amount"]:
        raise ApiError(f"{disputed} of {paid['id']} cannot be disputed.")
    dispute: Json = {
        "id": new_id("dp"),
        "object": "dispute",
        "amount": disputed,
        "balance_transactions": [],
        "charge": paid["id"],
        "created": now,
        "currency": paid["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys((*TEXTS, *FILES)), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": now + (due_in_seconds or world.settings.dispute_due_seconds),
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": is_inquiry,
        "livemode": False,
        "metadata": {},
        "payment_intent": paid["payment_intent"],
        "payment_method_details": {
            "type": "card",
            "card": {
                "brand": paid["payment_method_details"]["card"]["brand"],
                "case_type": INQUIRY if is_inquiry else CHARGEBACK,
                "network_reason_code": NETWORK_CODES.get(reason),
            },
        },
        "reason": reason,
        "status": W_NEEDS if is_inquiry else NEEDS,
    }
    paid["disputed"] = True
    world.store.put(paid)
    tell(world, "created", dispute)
    if not is_inquiry:
        _withdraw(world, dispute)
    return dispute


def decide(world: World, dispute: Json, outcome: str) -> Json:
    """Let the bank decide, or think again: `won`, `lost`, `warning_closed`, `escalated`, ..."""
    acts = {
        WON: win,
        LOST: lose,
        W_CLOSED: lapse,
        "escalated": escalate,
        "reopened": reopen,
        "under_review": review,
    }
    if outcome not in acts:
        raise ApiError(f"{outcome} is none of {', '.join(acts)}")
    return acts[outcome](world, dispute)


def win(world: World, dispute: Json) -> Json:
    """Decide for the seller: the money comes back."""
    return _reinstate(world, _close(world, dispute, WON))


def lose(world: World, dispute: Json) -> Json:
    """Decide for the payer: the money stays gone."""
    return _close(world, dispute, LOST)


def lapse(world: World, dispute: Json) -> Json:
    """Close an inquiry that became nothing."""
    return _close(world, dispute, W_CLOSED)


def _close(world: World, dispute: Json, status: str) -> Json:
    dispute.update(status=status, is_charge_refundable=status == W_CLOSED)
    return tell(world, "closed", dispute)


def review(world: World, dispute: Json) -> Json:
    """Read what the seller handed in."""
    dispute["status"] = W_REVIEW if is_asked_only(dispute) else REVIEW
    return tell(world, "updated", dispute)


def escalate(world: World, dispute: Json) -> Json:
    """Make a dispute of an inquiry: now the money goes."""
    dispute["payment_method_details"]["card"]["case_type"] = CHARGEBACK
    return _again(world, dispute)


def reopen(world: World, dispute: Json) -> Json:
    """Think again about a dispute that was won: the money goes a second time."""
    return _again(world, dispute)


def _again(world: World, dispute: Json) -> Json:
    dispute.update(status=NEEDS, is_charge_refundable=False)
    dispute["evidence_details"]["due_by"] = world.clock.today() + world.settings.dispute_due_seconds
    dispute["evidence_details"]["submission_count"] = 0
    tell(world, "updated", dispute)
    return _withdraw(world, dispute)


def _withdraw(world: World, dispute: Json) -> Json:
    if _net(dispute) >= 0:
        _book(world, dispute, -dispute["amount"], "dispute", fee=world.settings.dispute_fee_minor)
        tell(world, "funds_withdrawn", dispute)
    return dispute


def _reinstate(world: World, dispute: Json) -> Json:
    if _net(dispute) < 0:
        fee = -world.settings.dispute_fee_back_minor
        _book(world, dispute, dispute["amount"], "dispute_reversal", fee=fee)
        tell(world, "funds_reinstated", dispute)
    return dispute


def _net(dispute: Json) -> int:
    return sum(line["amount"] for line in dispute["balance_transactions"])


def _book(world: World, dispute: Json, amount: int, category: str, *, fee: int) -> None:
    name = moved(
        world,
        Movement(
            "adjustment",
            amount,
            dispute["currency"],
            dispute["id"],
            world.clock.today(),
            fee=fee,
            label=f"Chargeback {category} for {dispute['charge']}",
            category=category,
            fee_label="Dispute fee",
        ),
    )
    dispute["balance_transactions"].append(needed(world, "balance_transaction", name))


def tell(world: World, what: str, dispute: Json) -> Json:
    """Keep a dispute as it now is, and have it told."""
    world.store.put(dispute)
    happened(world, f"charge.dispute.{what}", dispute)
    return dispute


def is_asked_only(dispute: Json) -> bool:
    """Return whether the bank only asks, and has taken nothing."""
    return bool(dispute["payment_method_details"]["card"]["case_type"] == INQUIRY)


def decide_due_disputes(world: World) -> None:
    """Close what nobody answered in time: an inquiry lapses, a dispute is lost."""
    due = world.store.rows(
        "SELECT id FROM objects WHERE kind = 'dispute'"
        " AND json_extract(body, '$.status') IN (?, ?)"
        " AND json_extract(body, '$.evidence_details.due_by') <= ?",
        NEEDS,
        W_NEEDS,
        world.clock.today(),
    )
    for row in due:
        with world.store.transaction():
            dispute = world.store.get(row["id"])
            if dispute and dispute["status"] in (NEEDS, W_NEEDS):
                (lapse if is_asked_only(dispute) else lose)(world, dispute)
