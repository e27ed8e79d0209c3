"""Set-based statements that match the processor's movements with our books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from billing.ledger.sql_postings import POSTED

# Whoever rewrites the copy of a span, or the differences of it, does so alone.
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('settlement:matching', 0))"

_FORGET = """
DELETE FROM settlement_movement
 WHERE created_at >= %s AND created_at < %s AND NOT id = ANY(%s::text[])
"""
_KEEP = """
INSERT INTO settlement_movement
    (id, kind, reference, amount_minor, fee_minor, currency, created_at, read_at)
SELECT id, kind, reference, amount, fee, currency, created_at, %s
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[],
              %s::timestamptz[]) AS m(id, kind, reference, amount, fee, currency, created_at)
    ON CONFLICT (id) DO UPDATE
   SET kind = excluded.kind, reference = excluded.reference, amount_minor = excluded.amount_minor,
       fee_minor = excluded.fee_minor, currency = excluded.currency,
       created_at = excluded.created_at, read_at = excluded.read_at
"""

# A movement has two legs: what moved, and what the processor kept for it. Ours are the postings
# on the processor's account. Legs of one reference are matched in their order, money coming in
# and going out apart, so that a movement made twice finds no partner the second time.
_LEGS = f"""
theirs AS (
    SELECT leg.*, row_number() OVER (
               PARTITION BY leg.reference, leg.currency, leg.minor > 0
               ORDER BY leg.at, leg.movement) AS turn
      FROM (SELECT id AS movement, reference, currency, amount_minor AS minor, created_at AS at,
                   'moved:' || id AS key
              FROM settlement_movement
             UNION ALL
            SELECT id, id, currency, -fee_minor, created_at, 'fee:' || id
              FROM settlement_movement WHERE fee_minor <> 0) leg
     WHERE leg.minor <> 0 /* theirs */
), ours AS (
    SELECT p.key AS journal, p.reference, p.currency, p.amount_minor AS minor,
           p.effective_at AS at, p.recorded_at,
           row_number() OVER (
               PARTITION BY p.reference, p.currency, p.amount_minor > 0
               ORDER BY p.recorded_at, p.uuid) AS turn
      FROM {POSTED} p
     WHERE p.code = 'cash:stripe' AND p.reference <> '' /* ours */
), pairs AS (
    SELECT t.key AS leg, t.movement, o.journal, coalesce(t.reference, o.reference) AS reference,
           coalesce(t.currency, o.currency) AS currency, t.minor AS theirs, o.minor AS ours,
           o.recorded_at,
           (coalesce(t.at, o.at) AT TIME ZONE 'UTC')::date AS day
      FROM theirs t
      FULL JOIN ours o ON o.reference = t.reference AND o.currency = t.currency
                      AND o.turn = t.turn AND (o.minor > 0) = (t.minor > 0)
)
"""
# Everything of a reference that either side names in the span, whenever the rest of it happened.
_TOUCHED = _LEGS.replace(
    "/* theirs */", "AND leg.reference IN (SELECT reference FROM touched)"
).replace("/* ours */", "AND p.reference IN (SELECT reference FROM touched)")

_FIND = """
WITH touched AS (
    SELECT reference FROM settlement_movement
     WHERE created_at >= %(since)s AND created_at < %(until)s
     UNION
    SELECT id FROM settlement_movement WHERE created_at >= %(since)s AND created_at < %(until)s
     UNION
    SELECT reference FROM /* posted */ p
     WHERE reference <> '' AND effective_at >= %(since)s AND effective_at < %(until)s
), /* legs */, found AS (
    SELECT coalesce(leg, 'ours:' || journal) AS key,
           CASE WHEN journal IS NULL THEN 'theirs' WHEN leg IS NULL THEN 'ours' ELSE 'amount' END
               AS kind,
           day, reference, coalesce(movement, '') AS movement, coalesce(journal, '') AS journal,
           currency, theirs, ours
      FROM pairs
     WHERE theirs IS DISTINCT FROM ours
       AND day >= (%(since)s AT TIME ZONE 'UTC')::date
       AND day < (%(until)s AT TIME ZONE 'UTC')::date
), gone AS (
    UPDATE settlement_difference d
       SET gone_at = %(at)s
     WHERE d.gone_at IS NULL
       AND d.day >= (%(since)s AT TIME ZONE 'UTC')::date
       AND d.day < (%(until)s AT TIME ZONE 'UTC')::date
       AND NOT EXISTS (SELECT 1 FROM found f WHERE f.key = d.key)
)
INSERT INTO settlement_difference AS d
    (uuid, key, kind, day, reference, movement, journal_key, currency, theirs_minor, ours_minor,
     found_at, note)
SELECT gen_random_uuid(), key, kind, day, reference, movement, journal, currency, theirs, ours,
       %(at)s, ''
  FROM found
    ON CONFLICT (key) DO UPDATE
   SET kind = excluded.kind, day = excluded.day, journal_key = excluded.journal_key,
       theirs_minor = excluded.theirs_minor, ours_minor = excluded.ours_minor, gone_at = NULL,
       -- What was explained was another amount.
       explained_at = CASE WHEN (d.theirs_minor, d.ours_minor)
           IS NOT DISTINCT FROM (excluded.theirs_minor, excluded.ours_minor)
           THEN d.explained_at END
""".replace("/* legs */", _TOUCHED).replace("/* posted */", POSTED)

# The processor's account by what stands behind each posting on it.
_PROOF = """
WITH /* legs */
SELECT p.currency,
       coalesce(sum(p.theirs) FILTER (WHERE p.theirs = p.ours), 0) AS matched,
       coalesce(sum(p.ours) FILTER (
           WHERE p.theirs IS DISTINCT FROM p.ours AND d.explained_at IS NOT NULL), 0)
           AS explained,
       coalesce(sum(p.ours) FILTER (
           WHERE p.theirs IS NULL AND d.explained_at IS NULL
             AND (r.day IS NULL OR p.recorded_at > r.looked_at)), 0) AS waiting
  FROM pairs p
  LEFT JOIN settlement_reconciledday r ON r.day = p.day
  LEFT JOIN settlement_difference d
         ON d.key = coalesce(p.leg, 'ours:' || p.journal) AND d.gone_at IS NULL
 GROUP BY p.currency ORDER BY p.currency
""".replace("/* legs */", _LEGS)

# Days that were looked at before something was booked for them.
_LATE = f"""
SELECT DISTINCT r.day
  FROM settlement_reconciledday r
  JOIN {POSTED} p ON (p.effective_at AT TIME ZONE 'UTC')::date = r.day
                 AND p.recorded_at > r.looked_at AND p.reference <> '' AND p.code = 'cash:stripe'
 ORDER BY r.day
"""

MovementRow = tuple[str, str, str, int, int, str, datetime]


def hold_matching() -> None:
    """Wait until nobody else matches, and keep others waiting until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


def replace_movements(
    rows: Sequence[MovementRow], *, since: datetime, until: datetime, at: datetime
) -> None:
    """Make our copy of a span what was just read: new, changed and vanished movements alike."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(7)]
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [since, until, columns[0]])
        cursor.execute(_KEEP, [at, *columns])


def find_differences(*, since: datetime, until: datetime, at: datetime) -> None:
    """Write down every difference of the span; one that is no longer found is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"since": since, "until": until, "at": at})


def days_booked_late() -> list[date]:
    """Return the days for which something was booked after they were matched."""
    with connection.cursor() as cursor:
        cursor.execute(_LATE)
        return [day for (day,) in cursor.fetchall()]


def proof_rows() -> list[dict[str, Any]]:
    """Return, for each currency, how much of our account is matched, explained or waiting."""
    with connection.cursor() as cursor:
        cursor.execute(_PROOF)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
