"""Let a number go that is with another operator now, and end its line."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.usecases.end_moved_line import end_moved_line
from catalog.numbering.usecases.let_number_go import let_number_go
from catalog.porting.events import PortOutMoved
from catalog.porting.models import MOVED, PortOut
from kith.outbox import publish


@transaction.atomic
def take_number_away(*, code_id: UUID, e164: str, operator: str, at: datetime) -> None:
    """End the line, without asking the network for what it did; the number leaves our pool."""
    port_out = PortOut.objects.locked().filter(pk=code_id).first()
    if port_out is None or port_out.outcome == MOVED:
        return
    port_out.operator = operator or port_out.operator
    port_out.save(update_fields=["operator"])
    port_out.end(outcome=MOVED, at=at)
    end_moved_line(line_id=port_out.line_id, operator=port_out.operator, at=at)
    let_number_go(e164=e164, at=at)
    publish(PortOutMoved(port_out_id=port_out.pk), key=str(port_out.pk))
