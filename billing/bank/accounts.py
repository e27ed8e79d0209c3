"""How money on the bank account is booked while nobody's, and when it leaves again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.bank.models import BankEntry
from billing.ledger.usecases.post_journals import Entry, Leg
from kith.money import Money

# Our account at the bank, and what came there and is not yet anybody's.
BANK, RECEIVED = "cash:bank", "received:bank"


def received(entry: BankEntry) -> Entry:
    """Return the journal of an amount that came in."""
    return Entry(
        key=f"bank_entry:{entry.pk}",
        kind="bank_receipt",
        legs=[Leg(BANK, entry.amount), Leg(RECEIVED, -entry.amount)],
        effective_at=entry.arrived_at,
        memo=entry.text[:200],
    )


def gone(allotment_id: UUID, amount: Money, *, kind: str, at: datetime, memo: str) -> Entry:
    """Return the journal of a part that left the account again, or never was ours to book."""
    return Entry(
        key=f"bank_entry_gone:{allotment_id}",
        kind=kind,
        legs=[Leg(RECEIVED, amount), Leg(BANK, -amount)],
        effective_at=at,
        memo=memo[:200],
    )
