"""End a plan whose day has come."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import locked_plan
from catalog.lines.usecases.end_line import end_line
from kith.wall import day_here


@transaction.atomic
def end_due_line(*, line_id: UUID, at: datetime) -> bool:
    """
    Ask the network to end a plan that is due, and say whether; a line that is kept goes on.

    :raises ChangePending: another change of one of its lines is still on its way
    """
    asked = locked_plan(line_id=line_id)[0]
    if asked.is_ended or asked.ends_on is None or asked.ends_on > day_here(at):
        return False
    end_line(line_id=line_id, at=at)
    return True
