"""Turn the processor's objects, as plain dictionaries, into answers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from billing.gateway import answers
from billing.gateway.amounts import incoming
from kith.money import Money

type Raw = Mapping[str, Any]


def money_of(minor: int, raw: Raw) -> Money:
    """Return an amount in the currency of the object it stands on."""
    return incoming(minor, str(raw["currency"]))


def moment_of(seconds: int) -> datetime:
    """Return the processor's seconds as a moment."""
    return datetime.fromtimestamp(seconds, UTC)


def id_of(value: Any) -> str | None:
    """Return the id of a thing that stands there by name or in full."""
    return value["id"] if isinstance(value, Mapping) else value


def checkout(raw: Raw) -> answers.Checkout:
    """Return a checkout session as an answer."""
    return answers.Checkout(
        id=raw["id"],
        url=raw.get("url"),
        payment_intent=id_of(raw.get("payment_intent")),
        status=raw["status"],
        is_paid=raw["payment_status"] == "paid",
        # A page that only keeps a card has no total.
        amount=money_of(raw["amount_total"] or 0, raw),
        reference=raw.get("client_reference_id") or "",
        expires_at=moment_of(raw["expires_at"]),
        metadata=dict(raw.get("metadata") or {}),
        saved_method=_kept_method(raw.get("setup_intent")),
    )


def _kept_method(setup: Any) -> str | None:
    return id_of(setup.get("payment_method")) if isinstance(setup, Mapping) else None


def card(raw: Raw) -> answers.CardAnswer:
    """Return a kept payment method as an answer."""
    face: Raw = raw["card"]
    return answers.CardAnswer(
        payment_method=raw["id"],
        customer=id_of(raw.get("customer")),
        brand=face["brand"],
        last4=face["last4"],
        exp_month=face["exp_month"],
        exp_year=face["exp_year"],
    )


def payment(raw: Raw) -> answers.PaymentAnswer:
    """Return a payment intent, its last charge and that one's balance line as an answer."""
    charge: Raw = raw.get("latest_charge") or {}
    line: Raw = charge.get("balance_transaction") or {}
    card: Raw = (charge.get("payment_method_details") or {}).get("card") or {}
    failure: Raw = raw.get("last_payment_error") or {}
    return answers.PaymentAnswer(
        id=raw["id"],
        status=raw["status"],
        amount=money_of(raw["amount"], raw),
        charge=charge.get("id"),
        balance_transaction=line.get("id"),
        fee=money_of(line["fee"], line) if line else None,
        net=money_of(line["net"], line) if line else None,
        refunded=money_of(charge.get("amount_refunded", 0), raw),
        card=f"{card['brand']} {card['last4']}" if card else "",
        payment_method=id_of(raw.get("payment_method")),
        metadata=dict(raw.get("metadata") or {}),
        failure=failure.get("decline_code") or failure.get("code") or "",
        charged_at=moment_of(charge["created"]) if charge else None,
    )


def refund(raw: Raw) -> answers.RefundAnswer:
    """Return a refund as an answer."""
    return answers.RefundAnswer(
        id=raw["id"],
        status=raw["status"],
        amount=money_of(raw["amount"], raw),
        payment_intent=id_of(raw.get("payment_intent")),
        charge=id_of(raw.get("charge")),
        balance_transaction=id_of(raw.get("balance_transaction")),
        created_at=moment_of(raw["created"]),
        metadata=dict(raw.get("metadata") or {}),
        failure=raw.get("failure_reason") or "",
    )


def recipient(raw: Raw) -> answers.RecipientState:
    """Return a connected account as an answer."""
    needs: Raw = raw.get("requirements") or {}
    asked = [*(needs.get("currently_due") or []), *(needs.get("pending_verification") or [])]
    return answers.RecipientState(
        account_id=raw["id"],
        payouts_enabled=bool(raw.get("payouts_enabled")),
        transfers_enabled=(raw.get("capabilities") or {}).get("transfers") == "active",
        is_submitted=bool(raw.get("details_submitted")),
        requirements=tuple(dict.fromkeys(asked)),
        disabled_reason=needs.get("disabled_reason") or "",
        country=raw.get("country") or "",
        email=raw.get("email") or "",
    )


def transfer(raw: Raw) -> answers.TransferAnswer:
    """Return a transfer as an answer."""
    return answers.TransferAnswer(
        id=raw["id"],
        amount=money_of(raw["amount"], raw),
        reversed=money_of(raw["amount_reversed"], raw),
        account_id=id_of(raw["destination"]) or "",
        group=raw.get("transfer_group") or "",
        metadata=dict(raw.get("metadata") or {}),
        created_at=moment_of(raw["created"]),
        balance_transaction=id_of(raw.get("balance_transaction")),
    )


def reversal(raw: Raw) -> answers.ReversalAnswer:
    """Return a reversal as an answer."""
    return answers.ReversalAnswer(
        id=raw["id"],
        transfer_id=id_of(raw["transfer"]) or "",
        amount=money_of(raw["amount"], raw),
        balance_transaction=id_of(raw.get("balance_transaction")),
        metadata=dict(raw.get("metadata") or {}),
    )


def balance_entry(raw: Raw) -> answers.BalanceEntry:
    """Return a balance transaction, its source in full or by id, as an answer."""
    source = raw.get("source")
    payment = source.get("payment_intent") if isinstance(source, Mapping) else None
    is_charge = raw["type"] in ("charge", "payment")
    return answers.BalanceEntry(
        id=raw["id"],
        kind=raw["type"],
        category=raw["reporting_category"],
        amount=money_of(raw["amount"], raw),
        fee=money_of(raw["fee"], raw),
        net=money_of(raw["net"], raw),
        source=id_of(source),
        reference=(id_of(payment) if is_charge else None) or id_of(source) or raw["id"],
        created_at=moment_of(raw["created"]),
        available_at=moment_of(raw["available_on"]),
        is_available=raw["status"] == "available",
    )


MOVES = {
    "charge": "payment",
    "payment": "payment",
    "refund": "refund",
    "payment_refund": "refund",
    "transfer": "transfer",
    "transfer_refund": "reversal",
}


def moved(raw: Raw) -> answers.Moved | None:
    """Return a balance transaction, its source in full, as what moved; None for anything else."""
    kind, source = MOVES.get(raw["type"]), raw.get("source")
    if kind is None or not isinstance(source, Mapping):
        return None
    payment = id_of(source.get("payment_intent")) or ""
    return answers.Moved(
        kind=kind,
        reference=payment if kind == "payment" and payment else source["id"],
        amount=money_of(abs(raw["amount"]), raw),
        made_at=moment_of(raw["created"]),
        notes=dict(source.get("metadata") or {}),
        of=payment if kind == "refund" else id_of(source.get("transfer")) or "",
        account=id_of(source.get("destination")) or "" if kind == "transfer" else "",
    )


def dispute(raw: Raw) -> answers.DisputeAnswer:
    """Return a dispute with its movements as an answer."""
    details: Raw = raw["evidence_details"]
    said: Raw = raw["evidence"]
    return answers.DisputeAnswer(
        id=raw["id"],
        payment_intent=id_of(raw.get("payment_intent")),
        amount=money_of(raw["amount"], raw),
        status=raw["status"],
        reason=raw["reason"],
        due_by=moment_of(details["due_by"]) if details.get("due_by") else None,
        submission_count=details["submission_count"],
        evidence={name: text for name, text in said.items() if text and isinstance(text, str)},
        movements=tuple(balance_entry(one) for one in raw["balance_transactions"]),
        created_at=moment_of(raw["created"]),
    )


def payout(raw: Raw) -> answers.PayoutAnswer:
    """Return a payout as an answer."""
    return answers.PayoutAnswer(
        id=raw["id"],
        amount=money_of(raw["amount"], raw),
        status=raw["status"],
        failure_code=raw.get("failure_code") or "",
        failure=raw.get("failure_message") or "",
        created_at=moment_of(raw["created"]),
    )


def fact(raw: Raw) -> answers.WebhookFact:
    """Return an event as a fact."""
    return answers.WebhookFact(
        id=raw["id"],
        type=raw["type"],
        account=raw.get("account"),
        livemode=raw["livemode"],
        api_version=raw.get("api_version"),
        created_at=moment_of(raw["created"]),
        object_id=raw["data"]["object"].get("id") or "",
        body=raw,
    )
