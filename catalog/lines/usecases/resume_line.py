"""Lift the bar from a line."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change
from catalog.lines.models import RESUME, Line


@transaction.atomic
def resume_line(*, line_id: UUID, at: datetime) -> Line:
    """
    Ask the network to open a barred line again; an open line stays as it is.

    :raises LineEnded: the line is no longer in service
    :raises ChangePending: another change of the line is still on its way
    """
    line = Line.objects.locked().get(pk=line_id)
    if line.is_suspended or line.is_ended:
        begin_change(line=line, what=RESUME, at=at)
    return line
