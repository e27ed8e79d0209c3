"""What lines ask of contexts to their left."""

from datetime import datetime
from uuid import UUID

from kith.questions import Question


@Question
def pay_link_of_line(*, line_id: UUID, at: datetime) -> str:
    """Ask where the one open bill of a line is paid without signing in; empty with none or more."""
    raise NotImplementedError
