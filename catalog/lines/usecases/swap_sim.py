"""Move a line to another SIM: a new phone, a lost card, an eSIM to fetch again."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from catalog.lines.changes import begin_change, pending_change
from catalog.lines.models import SWAP, Line, LineEvent
from catalog.numbering.usecases.assign_sims import assign_sims
from kith.audit.record import record


@transaction.atomic
def swap_sim(*, line_id: UUID, form: str, by: UUID | None, at: datetime) -> LineEvent:
    """
    Take a new SIM of that form and ask the network to move the line to it.

    While a swap is on its way, asking again returns that swap. The old SIM works until the
    network has moved the line.

    :raises LineEnded: the line is no longer in service
    :raises ChangePending: another change of the line is still on its way
    :raises NoSimLeft: no SIM of that form is left
    """
    line = Line.objects.locked().get(pk=line_id)
    if (pending := pending_change(line=line, what=SWAP)) is not None:
        return pending
    event_id = uuid4()
    holder = f"line-change:{event_id}"
    sim = assign_sims(holders=[holder], form=form, at=at)[holder]
    record("line.sim_swapped", actor_id=by, subject=f"line:{line_id}", detail={"form": form}, at=at)
    return begin_change(
        line=line,
        what=SWAP,
        at=at,
        id=event_id,
        iccid=sim.iccid,
        imsi=sim.imsi,
        activation_code=sim.activation_code,
    )
