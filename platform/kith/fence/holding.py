"""Hold all sending, and write down why; the row of the installation is locked."""

from __future__ import annotations

from datetime import datetime

from kith.audit.record import record
from kith.fence.identity import outside_identity
from kith.fence.models import Installation, Pause


def hold(reason: str, at: datetime, *, newest_epoch: int = 0) -> None:
    """
    Begin a pause for a reason; one that stands already goes on.

    A newer epoch is learnt all the same, and whoever said yes before did not know of it.
    """
    if pause := Pause.objects.standing().filter(reason=reason).locked().first():
        if newest_epoch > pause.newest_epoch:
            pause.newest_epoch, pause.asked_by, pause.asked_at = newest_epoch, None, None
            pause.save(update_fields=["newest_epoch", "asked_by", "asked_at"])
            _note("sending.newer_epoch_seen", pause, at)
        return
    pause = Pause.objects.create(reason=reason, opened_at=at, newest_epoch=newest_epoch)
    _note("sending.paused", pause, at)


def hold_a_copy(mine: Installation, at: datetime) -> None:
    """Begin a pause where these data belong to another installation than this one."""
    if mine.identity != outside_identity():
        hold(Pause.COPY, at)


def _note(action: str, pause: Pause, at: datetime) -> None:
    record(
        action,
        actor_id=None,
        subject=f"pause:{pause.pk}",
        detail={"reason": pause.reason, "newest_epoch": pause.newest_epoch},
        at=at,
    )
