"""Call off the number of a line that is no more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.porting.changes import call_off
from catalog.porting.models import PortIn
from catalog.porting.usecases.follow_port_in import LINE_ENDED


@transaction.atomic
def cancel_port_in_of_line(*, line_id: UUID, at: datetime) -> None:
    """Call off what a line waits for that ended or was withdrawn; again changes nothing."""
    port_in = PortIn.objects.locked().open().filter(line_id=line_id).first()
    if port_in is not None:
        call_off(port_in, reason=LINE_ENDED, at=at)
