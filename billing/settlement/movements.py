"""How a movement on the processor's balance is booked, whoever hears of it first."""

from __future__ import annotations

from uuid import UUID

from billing.gateway import BalanceEntry
from billing.ledger.usecases.post_journals import Entry, Leg
from kith.money import Money

# Our balance at the processor.
PROCESSOR = "cash:stripe"


def movement_named(reference: str, account: str, document_id: UUID) -> str:
    """Return what a journal names the processor's movement by; nothing where none is its own."""
    if account != PROCESSOR:
        return ""
    # Without an id it matches nothing there, and is found by that.
    return reference or f"unknown:{document_id}"


def fee_entry(one: BalanceEntry) -> Entry | None:
    """Return the journal of what the processor kept of a movement, or gave back of it."""
    if not one.fee:
        return None
    return moved_entry(f"fee:{one.id}", "fee", "expense:stripe_fees", -one.fee, one)


def moved_entry(key: str, kind: str, account: str, amount: Money, one: BalanceEntry) -> Entry:
    """Return the journal of money between the processor's account and another of ours."""
    return Entry(
        key=key,
        kind=kind,
        legs=[Leg(PROCESSOR, amount), Leg(account, -amount)],
        effective_at=one.created_at,
        memo=f"{one.kind} {one.reference}"[:200],
        reference=one.reference if kind == "payout_to_bank" else one.id,
    )
