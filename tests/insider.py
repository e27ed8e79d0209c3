"""Somebody with the database's own keys, whom no privilege and no trigger stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from kith.wall import as_owner

_TABLES = """
SELECT relname FROM pg_class
 WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
"""


def edit(schema: str, statement: str, values: Sequence[Any] = ()) -> int:
    """Run a statement with every trigger of its table off; return how many rows it touched."""
    with as_owner(schema), connection.cursor() as cursor:
        # What is put off to the end of the transaction would keep the table from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_TABLES)
        tables = [table for (table,) in cursor.fetchall() if table in statement]
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        cursor.execute(statement, values)
        touched = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return touched
