"""
Statements that seal rows and hold them against their seals.

A digest is worked out in the statement, never by a function that stands in the database: whoever
could change a row there could change the function too. What is put into a statement is declared
in code (`kith.doors.Sealed`); what comes from rows is always a parameter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from kith.doors import Sealed

BEGINNING = "0" * 64

_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('audit:chain', 0))"

_RECORDED = "extract(epoch FROM {recorded})::text"
_DIGEST = (
    "encode(sha256(convert_to(jsonb_build_array(to_jsonb({recorded}), {content})::text,"
    " 'UTF8')), 'hex')"
)
_HASH = """
encode(sha256(convert_to(concat_ws(
    chr(10), number, previous, schema, source,
    (SELECT string_agg(key || ' ' || value, chr(10) ORDER BY key COLLATE "C")
       FROM jsonb_each_text(rows))), 'UTF8')), 'hex')
"""

_UNSEALED = """
SELECT r.{key}::text, {digest}
  FROM {table} r
 WHERE {since} AND r.{key}::text <> ALL(%(known)s)
 ORDER BY {order} r.{key} LIMIT %(limit)s
"""
# Rows of one transaction are recorded in one moment.
_SINCE = """
{recorded} >= %(since)s AND ({recorded} > %(since)s OR r.{key} > %(after)s::{key_type}
                             OR %(after)s::{key_type} IS NULL)
"""
_LATEST = """
SELECT {recorded}, r.{key}::text FROM {table} r
 WHERE r.{key} = ANY(%s::{key_type}[]) ORDER BY {recorded} DESC, r.{key} DESC LIMIT 1
"""

_APPEND = """
INSERT INTO audit_block (number, schema, source, rows, previous, hash)
SELECT number, schema, source, rows, previous, {hash}
  FROM (SELECT coalesce(max(b.number), 0) + 1 AS number,
               coalesce(max(b.hash), '{beginning}') AS previous,
               %s AS schema, %s AS source, %s::jsonb AS rows
          FROM (SELECT number, hash FROM audit_block ORDER BY number DESC LIMIT 1) b) next
"""

_BROKEN = """
SELECT number
  FROM (SELECT number, previous, hash, {hash} AS truth,
               lag(number, 1, 0::bigint) OVER chain AS number_before,
               lag(hash, 1, '{beginning}') OVER chain AS hash_before
          FROM audit_block WINDOW chain AS (ORDER BY number)) b
 WHERE number <> number_before + 1 OR previous <> hash_before OR hash <> truth
 ORDER BY number LIMIT 20
"""

_COMPARED = """
SELECT count(*) FILTER (WHERE is_old),
       coalesce(jsonb_agg(jsonb_build_array(key, is_gone, name) ORDER BY key)
                FILTER (WHERE is_off), '[]')
  FROM (SELECT s.key, r.{key} IS NULL AS is_gone, {name} AS name, {is_old} AS is_old,
               r.{key} IS NULL OR {digest} <> s.digest AS is_off
          FROM unnest(%(keys)s::text[], %(digests)s::text[]) AS s(key, digest)
          LEFT JOIN {table} r ON r.{key} = s.key::{key_type}) AS c
"""

_COUNT_OLD = "SELECT count(*) FROM {table} r WHERE {is_old}"
_OLD = "SELECT r.{key}::text, {name} FROM {table} r WHERE {is_old} ORDER BY r.{key}"

# How many rows each table has taken in, by the database's own statistics: where the number stands
# still there is nothing to seal, and nobody has to enter the schema to see that.
_TAKEN_IN = """
SELECT n.nspname, pg_stat_get_tuples_inserted(c.oid)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relname = %s AND c.relkind = 'r'
"""


def _of(statement: str, source: Sealed) -> str:
    at = f"r.{source.recorded_at}" if source.recorded_at else ""
    return statement.format(
        table=source.table,
        key=source.key,
        key_type=source.key_type,
        name=f"({source.name})::text",
        digest=_DIGEST.format(
            recorded=_RECORDED.format(recorded=at) if at else "''::text", content=source.content
        ),
        recorded=at,
        since=_SINCE.format(recorded=at, key=source.key, key_type=source.key_type)
        if at
        else "true",
        order=f"{at}," if at else "",
        is_old=f"{at} < %(until)s" if at else "false",
    )


def _chained(statement: str) -> str:
    return statement.format(hash=_HASH, beginning=BEGINNING)


def _rows(statement: str, values: Any = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def hold_chain() -> None:
    """Let one at a time seal, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)


@dataclass(frozen=True)
class SealedSoFar:
    """What needs no seal: rows recorded before, or then up to a key, and those that are known."""

    since: datetime
    after: str | None = None
    known: Sequence[str] = ()


def unsealed(source: Sealed, sealed: SealedSoFar, *, limit: int) -> dict[str, str]:
    """Return the digests of rows without a seal, those that were recorded first."""
    values = {
        "since": sealed.since,
        "after": sealed.after,
        "known": list(sealed.known),
        "limit": limit,
    }
    return dict(_rows(_of(_UNSEALED, source), values))


def latest_of(source: Sealed, *, keys: Sequence[str]) -> tuple[datetime, str] | None:
    """Return when the last of these rows was recorded, and its key; None if all are gone."""
    found = _rows(_of(_LATEST, source), [list(keys)])
    return found[0] if found else None


def append_block(*, schema: str, source: str, rows: Mapping[str, str]) -> None:
    """Chain a block to the last one; whoever calls holds the chain."""
    with connection.cursor() as cursor:
        cursor.execute(_chained(_APPEND), [schema, source, json.dumps(rows)])


def broken_blocks() -> list[int]:
    """Return the numbers of the first blocks that do not follow from the one before."""
    return [number for (number,) in _rows(_chained(_BROKEN))]


@dataclass(frozen=True)
class Compared:
    """How many of some sealed rows were recorded before a moment, and which are not as sealed."""

    old: int
    # key, whether it is gone, what people know it by
    off: list[tuple[str, bool, str | None]]


def compared(source: Sealed, *, digests: Mapping[str, str], until: datetime) -> Compared:
    """Hold rows against the digests they were sealed with."""
    values = {"keys": list(digests), "digests": list(digests.values()), "until": until}
    ((old, off),) = _rows(_of(_COMPARED, source), values)
    return Compared(old, [tuple(one) for one in json.loads(off)])


def count_before(source: Sealed, *, until: datetime) -> int:
    """Count the rows recorded before a moment."""
    return _rows(_of(_COUNT_OLD, source), {"until": until})[0][0]


def names_before(source: Sealed, *, until: datetime) -> dict[str, str]:
    """Return the keys of the rows recorded before a moment, with what people know them by."""
    return dict(_rows(_of(_OLD, source), {"until": until}))


def taken_in(source: Sealed) -> dict[str, int]:
    """Return, for each schema that has the table, how many rows it ever took in."""
    return dict(_rows(_TAKEN_IN, [source.table]))
