"""Bar a line for a while, as after a lost phone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change
from catalog.lines.models import SUSPEND, Line


@transaction.atomic
def suspend_line(*, line_id: UUID, at: datetime) -> Line:
    """
    Ask the network to bar a line; a line that is barred already stays as it is.

    :raises LineEnded: the line is no longer in service
    :raises ChangePending: another change of the line is still on its way
    """
    line = Line.objects.locked().get(pk=line_id)
    if not line.is_suspended:
        begin_change(line=line, what=SUSPEND, at=at)
    return line
