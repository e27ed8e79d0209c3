"""Give a line the number that its owner brought along."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.models import BROUGHT, Line, LineEvent
from catalog.numbering.queries import show_number
from catalog.numbering.usecases.quarantine_number import quarantine_number


@transaction.atomic
def renumber_line(*, line_id: UUID, e164: str, at: datetime) -> bool:
    """
    Note that the network gave a line another number, and say whether the line has it.

    The one it had rests; its SIM, its plan and its bills stay. A line that ended has its last one.
    """
    line = Line.objects.locked().get(pk=line_id)
    if line.is_ended:
        return False
    if line.e164 == e164:
        return True
    quarantine_number(e164=line.e164, at=at)
    had = show_number(line.e164)
    line.e164 = e164
    line.save(update_fields=["e164"])
    LineEvent.objects.create(line=line, what=BROUGHT, asked_at=at, done_at=at, note=had)
    return True
