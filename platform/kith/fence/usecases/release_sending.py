"""Let sending go on, when two people say that the books and the world agree."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.fence.identity import take_identity
from kith.fence.models import Installation, Pause
from kith.fence.questions import dealt_with_by, unknown_left
from kith.fence.sql_witness import note_look
from kith.four_eyes import SamePerson
from kith.wall.side import public_side

# A look that is older than this says nothing about now.
LOOK_HOLDS = timedelta(hours=1)


class NothingHeld(DomainError):
    """Sending is not paused."""

    code = "sending.not_held"


class StillUnknown(DomainError):
    """Something that was sent is neither in the books nor set aside."""

    code = "sending.still_unknown"


class NotLooked(DomainError):
    """Nobody looked outside since sending is paused, or not lately."""

    code = "sending.not_looked"


@public_side
@transaction.atomic
def release_sending(*, by: UUID, at: datetime) -> bool:
    """
    Say yes to sending again, and return whether it goes on now: the second yes does it.

    From then on this installation, and no other, sends for these data, under a new epoch.

    :raises NothingHeld: sending is not paused
    :raises NotLooked: the world has to be compared with the books first
    :raises StillUnknown: something is neither in the books nor set aside
    :raises SamePerson: they gave the first yes, or dealt with what was found, themselves
    """
    mine = Installation.objects.select_for_update().get()
    pauses = list(Pause.objects.standing().locked())
    if not pauses:
        raise NothingHeld(_("Payments are not paused"))
    if any(pause.looked_at is None or at - pause.looked_at > LOOK_HOLDS for pause in pauses):
        raise NotLooked(
            _("Nobody has compared the books with the processor within the hour"),
            mend=_("Compare them now, then say yes again."),
        )
    if left := unknown_left():
        raise StillUnknown(
            _("%(n)s of what was sent is still unknown") % {"n": left},
            mend=_("Take each into the books, or set it aside with a reason."),
        )
    # What came up since the first yes was not part of it: it is said anew, to all of it.
    is_second = all(pause.asked_by is not None for pause in pauses)
    if is_second:
        _require_another(pauses, by)
    for pause in pauses:
        if is_second:
            pause.released_by, pause.released_at = by, at
        else:
            pause.asked_by, pause.asked_at = by, at
        pause.save(update_fields=["asked_by", "asked_at", "released_by", "released_at"])
    if is_second:
        mine.identity = take_identity()
        mine.epoch = max(mine.epoch, *(pause.newest_epoch for pause in pauses)) + 1
        mine.reconciled_at = at
        mine.save(update_fields=["identity", "epoch", "reconciled_at"])
        note_look()
    record(
        "sending.released" if is_second else "sending.release_asked",
        actor_id=by,
        subject=f"pause:{pauses[0].pk}",
        detail={"reasons": [pause.reason for pause in pauses], "epoch": mine.epoch},
        at=at,
    )
    return is_second


def _require_another(pauses: list[Pause], by: UUID) -> None:
    hands = {pause.asked_by for pause in pauses}
    hands |= dealt_with_by(since=min(pause.opened_at for pause in pauses))
    if by in hands:
        raise SamePerson(
            _("You had a hand in this already"),
            mend=_("Somebody who neither said yes nor took anything in has to say yes as well."),
        )
