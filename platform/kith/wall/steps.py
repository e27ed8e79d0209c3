"""
What each release did to the template, kept until every tenant has come along.

A tenant that was locked, down or begun when a release was made takes the steps it lacks later,
in their order, whatever the template has become meanwhile.
"""

from __future__ import annotations

from django.db import connection

from kith.wall.blueprint import PLACE
from kith.wall.schemas import TEMPLATE_SCHEMA, append_only_tables
from kith.wall.side import as_owner

# Stands for the tenant's role in a kept step.
ROLE = "__role__"

STEP_TABLE = """
CREATE TABLE IF NOT EXISTS public.kith_step (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    level text NOT NULL UNIQUE,
    script text NOT NULL
)
"""
# From the step that brought the tenant where it is; one that no step brought there lacks all.
_AFTER = """
SELECT COALESCE(string_agg(script, '' ORDER BY position), '') FROM public.kith_step
WHERE position > COALESCE((SELECT position FROM public.kith_step WHERE level = %s), 0)
"""


def keep_step(*, level: str, script: str) -> None:
    """Keep what brings a tenant to this level from the one before: statements, then rights."""
    placed = script.replace(f'"{TEMPLATE_SCHEMA}"', PLACE)
    rights = [
        f'REVOKE UPDATE, DELETE, TRUNCATE ON {PLACE}."{table}" FROM "{ROLE}"'
        for table in append_only_tables(side="tenant")
        if f'CREATE TABLE "{table}"' in script
    ]
    statements = [placed, *rights] if placed else rights
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.kith_step (level, script) VALUES (%s, %s)",
            [level, "".join(f"{statement};\n" for statement in statements)],
        )


def steps_after(level: str) -> str:
    """Return the statements that a tenant at this level lacks, `PLACE` and `ROLE` not filled in."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_AFTER, [level])
        return cursor.fetchone()[0]
