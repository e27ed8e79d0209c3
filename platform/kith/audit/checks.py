"""Hold what stands in the database against its seals, and the chain against what left the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import batched

from kith.audit.heads import Head
from kith.audit.models import Block
from kith.audit.seal import SLACK, Place, sealed_places, unfinished_at
from kith.audit.sql_seals import broken_blocks, compared, count_before, names_before
from kith.retention import over_before
from kith.wall.side import in_public, on_side

AT_ONCE, BLOCKS_AT_ONCE = 20_000, 200
# A chain that was rewritten differs from some block on in every one that follows.
NAMED = 20


def faults_of_seals(*, heads: Sequence[Head], at: datetime | None) -> list[str]:
    """
    Name each sealed row that was changed, removed or put in behind the seals, in every schema.

    One that is gone when its time was over by `at` was swept. `heads` are those written outside,
    read before anything else: a block that is sealed meanwhile is no fault.
    """
    with in_public():
        faults = [
            f"block {number} does not follow from the one before it" for number in broken_blocks()
        ]
        faults += _faults_of_heads(heads)
    for place in sealed_places():
        faults += [f"{place.owner}: {place.source.what} {fault}" for fault in _faults_of(place, at)]
    return faults


def _faults_of_heads(heads: Sequence[Head]) -> list[str]:
    if not heads and Block.objects.exists():
        return ["rows are sealed, and no head of the chain is written outside"]
    off: list[int] = []
    for some in batched(heads, AT_ONCE):
        blocks = Block.objects.filter(number__in=[head.number for head in some])
        hashes = dict(blocks.values_list("number", "hash"))
        off += [head.number for head in some if hashes.get(head.number) != head.hash]
    return [f"block {number} is not the one whose head left the house" for number in off[:NAMED]]


def _faults_of(place: Place, at: datetime | None) -> list[str]:
    with in_public():
        last = place.blocks.order_by("-number").first()
    if last is None:
        return []
    # While the first seal of a long table goes on, nothing is said of what it has not come to.
    end = unfinished_at(place, last)
    faults, until, old = [], end[0] if end else last.sealed_at - SLACK, 0
    swept = _keys_over(place, at)
    for digests in _gathered(place):
        with on_side(place.side):
            found = compared(place.source, digests=digests, until=until)
        old += found.old
        faults += [
            f"{key} is gone, and was sealed" if is_gone else f"{name} is not as it was sealed"
            for key, is_gone, name in found.off
            if not (is_gone and key in swept)
        ]
    return faults + _put_in_behind(place, until, old)


def _keys_over(place: Place, at: datetime | None) -> set[str]:
    """Return the keys of sealed rows whose time may be over: they may be gone."""
    over = over_before(place.source.kept, at=at) if at else None
    if over is None:
        return set()
    with in_public():
        # A row may have been applied before it was sealed.
        blocks = place.blocks.filter(sealed_at__lt=over + SLACK)
        return {key for rows in blocks.values_list("rows", flat=True) for key in rows}


def _put_in_behind(place: Place, until: datetime, old: int) -> list[str]:
    """Name the rows that are said to be older than the seals, and have none."""
    if not place.source.recorded_at:
        return []
    with on_side(place.side):
        if count_before(place.source, until=until) == old:
            return []
        names = names_before(place.source, until=until)
    for digests in _gathered(place):
        for key in digests:
            names.pop(key, None)
    return [f"{name} was put in behind the seals" for name in names.values()]


def _gathered(place: Place) -> Iterator[dict[str, str]]:
    """Yield all digests, those of several blocks together: most hold a minute's few rows."""
    digests: dict[str, str] = {}
    number = 0
    while True:
        with in_public():
            later = place.blocks.filter(number__gt=number).order_by("number")
            some = list(later.values_list("number", "rows")[:BLOCKS_AT_ONCE])
        for _, rows in some:
            digests |= rows
        if digests and (len(digests) >= AT_ONCE or len(some) < BLOCKS_AT_ONCE):
            yield digests
            digests = {}
        if len(some) < BLOCKS_AT_ONCE:
            return
        number = some[-1][0]
