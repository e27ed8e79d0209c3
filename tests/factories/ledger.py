"""Movements in the books."""

from datetime import datetime

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg, PostedJournal
from kith.money import Money
from tests.clock import NOON


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def a_movement(
    *,
    key: str = "sale-1",
    minor: int = 1_200,
    debit: str = "receivable:customers",
    credit: str = "income:sales",
    at: datetime = NOON,
) -> PostedJournal:
    """Debit one account and credit another."""
    return post_journal(
        key=key,
        kind="test",
        postings=[Leg(debit, euros(minor)), Leg(credit, euros(-minor))],
        effective_at=at,
    )
