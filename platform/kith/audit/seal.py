"""Seal what was written since the last look, in every schema that has something new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from kith.audit.heads import Head, write_head
from kith.audit.models import Block
from kith.audit.sql_seals import append_block, hold_chain, taken_in, unsealed
from kith.doors import Sealed, sealed
from kith.wall.side import PUBLIC, Side, in_public, on_side

# No transaction is open for longer: whatever commits late is still looked for.
SLACK = timedelta(hours=1)
LOOK_ANYWAY = timedelta(hours=1)
BLOCK_ROWS = 5_000
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A table that is sealed, and whose it is."""

    owner: str
    side: Side
    source: Sealed

    @property
    def blocks(self) -> QuerySet[Block]:
        return Block.objects.filter(schema=self.side.schema, source=self.source.table)


# By schema and table: how many rows it had taken in at the last look, and when that was. Only
# spares a look; another process, or a new one, looks once more.
_seen: dict[tuple[str, str], tuple[int, datetime]] = {}


def seal_what_is_new(*, at: datetime) -> int:
    """
    Chain new rows into blocks and write the head outside; return how many rows were sealed.

    Twice seals nothing twice; two at once take turns at the chain. Not inside a transaction: what
    left the house as the head must stand.
    """
    with in_public():
        counts = {
            source.table: taken_in(source)
            for source in (*sealed(side="public"), *sealed(side="tenant"))
        }
    total = 0
    for place in sealed_places():
        schema, table = place.side.schema, place.source.table
        count = counts[table].get(schema)
        if count is None:
            continue  # A schema that is not built yet, or no more.
        before, looked_at = _seen.get((schema, table), (-1, at))
        if before == count and at - looked_at < LOOK_ANYWAY:
            continue
        total += _seal(place)
        _seen[schema, table] = (count, at)
    _write_head()
    return total


def look_everywhere() -> None:
    """Spare no look the next time."""
    _seen.clear()


def sealed_places() -> list[Place]:
    """Return every table that is sealed; those of a tenant whatever became of it."""
    with in_public():
        tenants = apps.get_model(settings.TENANT_MODEL).objects.exclude(schema_name="")
        rows = list(tenants.order_by("pk").values_list("slug", "db_role", "schema_name"))
    return [Place("the telco", PUBLIC, source) for source in sealed(side="public")] + [
        Place(slug, Side(role, schema), source)
        for slug, role, schema in rows
        for source in sealed(side="tenant")
    ]


@transaction.atomic
def _seal(place: Place) -> int:
    """Seal what is new in one table of one schema: all of it, or nothing."""
    total = 0
    with in_public():
        hold_chain()
        since, known = _sealed_lately(place)
    while True:
        with on_side(place.side):
            rows = unsealed(place.source, since=since, known=known, limit=BLOCK_ROWS)
        if rows:
            with in_public():
                append_block(schema=place.side.schema, source=place.source.table, rows=rows)
        known += rows
        total += len(rows)
        if len(rows) < BLOCK_ROWS:
            return total


def _sealed_lately(place: Place) -> tuple[datetime, list[str]]:
    """Return from when on rows may lack a seal, and the keys of those since then that have one."""
    blocks = place.blocks
    last = blocks.order_by("-number").first()
    if last is None:
        return LONG_AGO, []
    since = last.sealed_at - SLACK
    if place.source.recorded_at:
        # A block may be younger than its rows, never older.
        blocks = blocks.filter(sealed_at__gte=since)
    return since, [key for rows in blocks.values_list("rows", flat=True) for key in rows]


def _write_head() -> None:
    with in_public():
        last = Block.objects.order_by("-number").values_list("number", "hash").first()
    if last:
        write_head(Head(*last))
