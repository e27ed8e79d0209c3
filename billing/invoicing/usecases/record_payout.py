"""Note in the seller's books that the telco paid what it owed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.tenant_accounts import FROM_PLATFORM
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg, PostedJournal
from kith.money import Money


def record_payout(*, statement_id: UUID, number: str, amount: Money, at: datetime) -> PostedJournal:
    """
    Book one payout, or what was taken back of one (below zero); the same statement changes nothing.

    :raises KeyReused: the statement was booked before with another amount
    """
    return post_journal(
        key=f"payout:{statement_id}",
        kind="payout",
        postings=[Leg("cash:payouts", amount), Leg(FROM_PLATFORM, -amount)],
        effective_at=at,
        memo=f"statement {number}",
    )
