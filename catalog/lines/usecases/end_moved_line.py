"""End a line whose number went to another operator."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change, locked_plan, take_out_of_service
from catalog.lines.models import END, MOVED, SWAP, Line, LineEvent
from catalog.numbering.usecases.retire_sim import retire_sim


@transaction.atomic
def end_moved_line(*, line_id: UUID, operator: str, at: datetime) -> Line:
    """
    End the line; the network ended its service with the move and is not asked again.

    A change of it that was on its way is over. Where it carried its plan, the network is asked to
    end the plan's other lines; a line that has ended stays as it is.
    """
    line, *others = locked_plan(line_id=line_id)
    if line.is_ended:
        return line
    _give_up(line, at)
    take_out_of_service(line=line, at=at)
    line.save(update_fields=["ended_at"])
    LineEvent.objects.create(line=line, what=MOVED, asked_at=at, done_at=at, note=operator)
    if line.place == 1:
        for other in others:
            if not other.events.filter(what=END, done_at=None, failed_at=None).exists():
                _give_up(other, at)
            begin_change(line=other, what=END, at=at)
    return line


def _give_up(line: Line, at: datetime) -> None:
    for pending in line.events.filter(done_at=None, failed_at=None):
        pending.failed_at = at
        pending.save(update_fields=["failed_at"])
        if pending.what == SWAP:
            retire_sim(iccid=pending.iccid, at=at)
