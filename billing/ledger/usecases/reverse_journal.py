"""Take a journal back by writing its mirror image."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.ledger.models import Journal
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg, PostedJournal
from kith.errors import DomainError
from kith.money import Money


class NoSuchJournal(DomainError):
    """There is no journal under that key."""

    code = "ledger.no_such_journal"


@transaction.atomic
def reverse_journal(*, key: str, journal_key: str, at: datetime) -> PostedJournal:
    """
    Write the mirror image of a journal; the same request again returns the first reversal.

    :raises NoSuchJournal: nothing stands under `journal_key`
    :raises AlreadyReversed: another key reversed it before
    """
    journal = Journal.objects.filter(key=journal_key).first()
    if journal is None:
        raise NoSuchJournal(f"there is no journal {journal_key}")
    postings = journal.postings.select_related("account").order_by("pk")
    return post_journal(
        key=key,
        kind=f"{journal.kind}:reversed"[:40],
        postings=[
            Leg(posting.account.code, Money(-posting.amount_minor, posting.account.currency))
            for posting in postings
        ],
        effective_at=at,
        memo=f"takes back {journal_key}"[:200],
        reverses=journal.pk,
    )
