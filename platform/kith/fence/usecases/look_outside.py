"""Compare what was sent outside with what the books know, and hold everything where they differ."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kith.fence.holding import hold, hold_a_copy
from kith.fence.models import Installation, Pause
from kith.fence.questions import look_for_unknown
from kith.fence.sql_witness import note_look, read_witness
from kith.fence.usecases.begin_installation import begin_installation
from kith.wall.side import public_side


@public_side
def look_outside(*, at: datetime) -> Pause | None:
    """
    Look for what the books do not know; return what holds all sending then, or None.

    Safe to repeat. Call it outside a transaction.

    :raises Unavailable: the world could not be looked at now
    """
    begin_installation()
    witness = read_witness()
    seen = look_for_unknown(since=witness.looked_at if witness else None, at=at)
    with transaction.atomic():
        # One look after the other: what the first writes down the second finds.
        mine = Installation.objects.select_for_update().get()
        if seen.unknown:
            hold(Pause.UNKNOWN, at)
        if seen.newest_epoch > mine.epoch:
            hold(Pause.NEWER, at, newest_epoch=seen.newest_epoch)
        hold_a_copy(mine, at)
        Pause.objects.standing().update(looked_at=at)
        note_look()
    return Pause.objects.standing().order_by("opened_at", "pk").first()
