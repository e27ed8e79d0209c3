"""Write the books: one writer at a time, and one statement for each kind of row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

# Named by the schema the work stands in: each tenant's books, and the telco's, for themselves.
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ':ledger', 0))"

_JOURNALS = """
INSERT INTO ledger_journal
    (uuid, key, request_hash, kind, memo, reference, effective_at, reverses_id, recorded_at)
SELECT uuid, key, request_hash, kind, memo, reference, effective_at, reverses_id,
       statement_timestamp()
  FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
              %s::timestamptz[], %s::uuid[])
       AS j(uuid, key, request_hash, kind, memo, reference, effective_at, reverses_id)
"""
# The database weighs each journal when the statement ends, and the balances move with it.
_LEGS = """
WITH legs AS (
    SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS l(journal, account, amount)
), posted AS (
    INSERT INTO ledger_posting (journal_id, account_id, amount_minor)
    SELECT journal, account, amount FROM legs
)
UPDATE ledger_account a
   SET balance_minor = a.balance_minor + moved.amount
  FROM (SELECT account, sum(amount) AS amount FROM legs GROUP BY account) moved
 WHERE a.id = moved.account AND moved.amount <> 0
"""

JournalRow = tuple[UUID, str, str, str, str, str, datetime, UUID | None]
LegRow = tuple[UUID, int, int]


def hold_books() -> None:
    """
    Wait until nobody else writes in these books, and hold them until the transaction ends.

    A transaction often writes several journals one after another. Locks on single accounts
    would then be taken in no common order; every journal touches the same few hot accounts
    anyway, so this costs nothing that was not paid before.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


def write_journals(rows: Sequence[JournalRow]) -> None:
    """Write journals: uuid, key, hash, kind, memo, reference, effective time, the reversed one."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    for place in (0, 7):
        columns[place] = [str(uuid) if uuid else None for uuid in columns[place]]
    with connection.cursor() as cursor:
        cursor.execute(_JOURNALS, columns)


def write_legs(rows: Sequence[LegRow]) -> None:
    """Write legs (journal, account, amount) and move the balances of their accounts."""
    journals, accounts, amounts = (list(column) for column in zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_LEGS, [[str(journal) for journal in journals], accounts, amounts])
