"""Note in the seller's books that the telco no longer asks for what it was owed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.tenant_accounts import FROM_PLATFORM
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg, PostedJournal
from kith.money import Money


def record_waiver(*, statement_id: UUID, number: str, amount: Money, at: datetime) -> PostedJournal:
    """
    Book one write-off; the same statement again changes nothing.

    :raises KeyReused: the statement was booked before with another amount
    """
    return post_journal(
        key=f"waiver:{statement_id}",
        kind="waiver",
        postings=[Leg(FROM_PLATFORM, amount), Leg("income:waived", -amount)],
        effective_at=at,
        memo=f"statement {number}",
    )
