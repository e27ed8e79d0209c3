"""Seal what was written since the last look, in every schema that has something new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zlib import crc32

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from kith.audit.heads import Head, write_head
from kith.audit.models import Block, Look
from kith.audit.sql_seals import (
    SealedSoFar,
    append_block,
    hold_chain,
    latest_of,
    taken_in,
    unsealed,
)
from kith.doors import Sealed, sealed
from kith.wall.side import PUBLIC, Side, in_public, on_side, public_side

# No transaction is open for longer: whatever commits late is still looked for.
SLACK = timedelta(hours=1)
# The statistics of the database may be lost, or late.
LOOK_ANYWAY = timedelta(hours=1)
BLOCK_ROWS = 5_000
# So much of one table is sealed in one turn; the next turn goes on.
BLOCKS_A_TURN = 20
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

    @property
    def pause(self) -> timedelta:
        """After how long it is looked at although it took nothing in: not all in one minute."""
        share = crc32(f"{self.side.schema} {self.source.table}".encode()) / 2**32
        return LOOK_ANYWAY * (1 - share / 2)


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
        looks = {(look.schema, look.source): look for look in Look.objects.all()}
    total = 0
    for place in sealed_places():
        count = counts[place.source.table].get(place.side.schema)
        if count is None:
            continue  # A schema that is not built yet, or no more.
        look = looks.get((place.side.schema, place.source.table))
        if look and look.spares(taken_in=count, pause=place.pause, at=at):
            continue
        total += _seal(place, taken_in=count, at=at)
    _write_head()
    return total


def sealed_places() -> list[Place]:
    """Return every table that is sealed; those of a tenant until its schema is dropped."""
    with in_public():
        tenants = apps.get_model(settings.TENANT_MODEL).objects.filter(dropped_at=None)
        rows = list(tenants.order_by("pk").values_list("slug", "db_role", "schema_name"))
    return [Place("the telco", PUBLIC, source) for source in sealed(side="public")] + [
        Place(slug, Side(role, schema), source)
        for slug, role, schema in rows
        for source in sealed(side="tenant")
    ]


def _seal(place: Place, *, taken_in: int, at: datetime) -> int:
    """Seal what is new in one table of one schema; what is more than a turn's work waits."""
    total = 0
    for _ in range(BLOCKS_A_TURN):
        count = _seal_block(place)
        total += count
        if count < BLOCK_ROWS:
            _note_look(place, taken_in=taken_in, at=at)
            break
    return total


@transaction.atomic
def _seal_block(place: Place) -> int:
    with in_public():
        hold_chain()
        sealed_so_far = _sealed_so_far(place)
    with on_side(place.side):
        rows = unsealed(place.source, sealed_so_far, limit=BLOCK_ROWS)
    if rows:
        with in_public():
            append_block(schema=place.side.schema, source=place.source.table, rows=rows)
    return len(rows)


@public_side
def _note_look(place: Place, *, taken_in: int, at: datetime) -> None:
    Look.objects.update_or_create(
        schema=place.side.schema,
        source=place.source.table,
        defaults={"taken_in": taken_in, "looked_at": at},
    )


def _sealed_so_far(place: Place) -> SealedSoFar:
    last = place.blocks.order_by("-number").first()
    if last is None:
        return SealedSoFar(LONG_AGO)
    if end := unfinished_at(place, last):
        return SealedSoFar(*end)
    since = last.sealed_at - SLACK
    # A block may be younger than its rows, never older.
    blocks = place.blocks.filter(sealed_at__gte=since) if place.source.recorded_at else place.blocks
    keys = [key for rows in blocks.values_list("rows", flat=True) for key in rows]
    return SealedSoFar(since, known=keys)


def unfinished_at(place: Place, last: Block) -> tuple[datetime, str] | None:
    """
    Return up to which row (recorded when, its key) a table is sealed whose first seal goes on.

    It goes on after a whole block of rows that were old when they were sealed: no transaction is
    open that could put another between them.
    """
    if not place.source.recorded_at or len(last.rows) < BLOCK_ROWS:
        return None
    with on_side(place.side):
        end = latest_of(place.source, keys=list(last.rows))
    return end if end and end[0] < last.sealed_at - SLACK else None


def _write_head() -> None:
    with in_public():
        last = Block.objects.order_by("-number").values_list("number", "hash").first()
    if last:
        write_head(Head(*last))
