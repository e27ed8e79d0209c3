"""Take a line out of service for good."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change
from catalog.lines.models import END, Line


@transaction.atomic
def end_line(*, line_id: UUID, at: datetime) -> Line:
    """
    Ask the network to end a line; a line that has ended stays as it is.

    :raises ChangePending: another change of the line is still on its way
    """
    line = Line.objects.locked().get(pk=line_id)
    if not line.is_ended:
        begin_change(line=line, what=END, at=at)
    return line
