"""What stands in the schema of the shop one is in: its tables, and their rows as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from kith.wall.side import required_tenant

# The first column of every table of ours is its key: the same rows come in the same order.
_COPY = 'COPY (SELECT * FROM "{schema}"."{table}" ORDER BY 1) TO STDOUT WITH (FORMAT csv, HEADER)'
_TABLES = """
SELECT c.relname, array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                            ORDER BY a.attnum)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE n.nspname = %s AND c.relkind IN ('r', 'p')
 GROUP BY c.relname ORDER BY c.relname
"""


class TakesBytes(Protocol):
    def write(self, some: bytes, /) -> int: ...


@dataclass(frozen=True)
class Table:
    """One table, and what its columns are called and hold."""

    schema: str
    name: str
    columns: list[str]


def tables_here() -> list[Table]:
    """
    Return the tables of the shop one is in, by name.

    :raises TenantNotSet: one is in no shop
    """
    schema = required_tenant().schema_name
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [schema])
        return [Table(schema, name, columns) for name, columns in cursor.fetchall()]


def standing_schemas(names: Iterable[str]) -> set[str]:
    """Return those of the schemas that stand in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s)", [list(names)])
        return {name for (name,) in cursor.fetchall()}


def write_rows(table: Table, to: TakesBytes) -> int:
    """Write all rows as CSV (UTF-8, a head line, nothing for null); returns how many."""
    with connection.cursor() as cursor:
        cursor.copy_expert(_COPY.format(schema=table.schema, table=table.name), to)
        return cursor.rowcount
