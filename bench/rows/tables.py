"""What a table costs a tenant: in the catalogue, on the disk, and in the making of a shop."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator

from bench.ground import Ground
from bench.harness import Result, figure, in_turn, row
from bench.rows.provisioning import milliseconds, owner_connection

BUDGET = 36
# A table of middling size, and how many more of it are made to measure one.
PATTERN, MORE = "lines_lineevent", 12
_CATALOGUE = """
WITH tables AS (
    SELECT oid, reltoastrelid FROM pg_class
    WHERE relnamespace = 'kith_template'::regnamespace AND relkind = 'r'
), relations AS (
    SELECT oid FROM pg_class WHERE relnamespace = 'kith_template'::regnamespace
    UNION SELECT reltoastrelid FROM tables WHERE reltoastrelid <> 0
    UNION SELECT indexrelid FROM pg_index JOIN tables ON indrelid IN (oid, reltoastrelid)
)
SELECT (SELECT count(*) FROM tables),
       (SELECT count(*) FROM relations),
       (SELECT count(*) FROM pg_attribute JOIN relations ON attrelid = oid),
       (SELECT sum(pg_relation_size(oid)) FROM relations) / 1024
"""


@row("tenant.tables")
def tenant_tables(ground: Ground) -> Iterator[Result]:
    """Count what a tenant holds before it has a row, and measure one table more."""
    assert ground.house
    with owner_connection(ground) as connection, connection.cursor() as cursor:
        cursor.execute(_CATALOGUE)
        tables, relations, columns, kilobytes = (float(one) for one in cursor.fetchone())
    yield Result(
        "tenant.tables",
        "tables a tenant",
        figure([tables]),
        None,
        None,
        "",
        f"<= {BUDGET}",
        tables <= BUDGET,
        f"a table is {relations / tables:.1f} relations and {columns / tables:.0f} columns in the "
        f"catalogue and {kilobytes / tables:.0f} kB on the disk, before it holds a row; a tenant "
        f"is {relations:.0f} relations and {kilobytes / 1024:.1f} MB",
    )
    with _builder(ground) as build:
        answers = in_turn(
            {
                "with": lambda: milliseconds(lambda: build(MORE)),
                "without": lambda: milliseconds(lambda: build(0)),
            }
        )
    pairs = zip(answers["with"], answers["without"], strict=True)
    yield Result(
        "tenant.tables",
        "ms, one table more in a cold build",
        figure((more - less) / MORE for more, less in pairs),
        None,
        None,
        "",
        "",
        None,
        f"the recorded script with {MORE} more tables like {PATTERN}, less the script without",
    )


@contextlib.contextmanager
def _builder(ground: Ground) -> Iterator[Callable[[int], None]]:
    """Give what builds a schema by the recorded script, with so many tables more."""
    from kith.wall.blueprint import PLACE

    with owner_connection(ground) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT script FROM public.kith_blueprint")
        script = cursor.fetchone()[0]

        def build(more: int) -> None:
            schema = f"raw_{uuid.uuid4().hex}"
            copies = [
                f'CREATE TABLE "{schema}".more_{n} (LIKE "{schema}".{PATTERN} INCLUDING ALL);'
                for n in range(more)
            ]
            cursor.execute(f'CREATE SCHEMA "{schema}"')
            cursor.execute(script.replace(PLACE, f'"{schema}"') + ";\n" + "\n".join(copies))
            connection.commit()

        yield build
