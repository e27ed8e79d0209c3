"""Write the books: journals and their legs by one statement, however many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

# The database opens accounts, weighs each journal and answers what stands under each key then.
_POST = """
SELECT uuid, key, kind, effective_at, is_same
  FROM ledger_post(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[],
                   %s::uuid[], %s::int[], %s::text[], %s::text[], %s::text[], %s::boolean[],
                   %s::bigint[])
"""

_MISSTATED = """
SELECT j.key
  FROM ledger_journal j
  JOIN ledger_posting p ON p.journal_id = j.uuid
  JOIN ledger_account a ON a.id = p.account_id
 GROUP BY j.uuid
HAVING j.request_hash <> ledger_hash(
           j.kind, j.reverses_id, array_agg(a.code::text), array_agg(a.currency::text),
           array_agg(p.amount_minor))
 ORDER BY j.key
"""

# uuid, key, kind, memo, reference, effective time, the journal it reverses
JournalRow = tuple[str, str, str, str, str, datetime, str | None]
# turn of its journal (from 1), account, currency, kind of account, may go negative, amount
LegRow = tuple[int, str, str, str, bool, int]
# uuid, key, kind, effective time, is it the journal that was asked for
Standing = tuple[UUID, str, str, datetime, bool]


def post(journals: Sequence[JournalRow], legs: Sequence[LegRow]) -> list[Standing]:
    """
    Write those journals whose key is free, and return what stands under each key.

    A key that is missing in the answer names a reversal of what another key has reversed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _POST, [list(column) for rows in (journals, legs) for column in zip(*rows, strict=True)]
        )
        return cursor.fetchall()


def misstated_keys() -> list[str]:
    """Return the keys of journals whose fingerprint is not that of their legs."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSTATED)
        return [key for (key,) in cursor.fetchall()]
