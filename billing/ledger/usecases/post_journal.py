"""Write one journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from billing.ledger.usecases.post_journals import Entry, Leg, PostedJournal, post_journals


def post_journal(
    *,
    key: str,
    kind: str,
    postings: Sequence[Leg],
    effective_at: datetime,
    memo: str = "",
    reverses: UUID | None = None,
    reference: str = "",
) -> PostedJournal:
    """
    Write one journal once; the same request again returns the first.

    :raises Unbalanced: the legs do not sum to zero in every currency, or there are none
    :raises KeyReused: the key already names a different journal
    :raises AlreadyReversed: another key reversed the same journal before
    :raises UnknownAccount: an account is in no chart
    """
    entry = Entry(key, kind, postings, effective_at, memo, reverses, reference)
    return post_journals(entries=[entry])[0]
