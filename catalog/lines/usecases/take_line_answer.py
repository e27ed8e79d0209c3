"""Hear from the network how a change of a line went."""

from datetime import datetime

from django.db import transaction

from catalog.lines.changes import REQUEST_KIND, take_out_of_service
from catalog.lines.events import LineChanged, LineChangeFailed
from catalog.lines.models import CHANGE_PLAN, END, RESUME, SUSPEND, SWAP, Line, LineEvent
from catalog.lines.plans import note_switched
from catalog.network.request_ids import read_request_id
from catalog.numbering.usecases.retire_sim import retire_sim
from kith.outbox import publish


@transaction.atomic
def take_line_answer(
    *, request_id: str, state: str, reference: str = "", reason: str = "", at: datetime
) -> None:
    """Finish the change the answer is about; answers to anything else change nothing."""
    name = read_request_id(request_id)
    if name is None or name.kind != REQUEST_KIND or state == "pending":
        return
    line = Line.objects.locked().filter(events__pk=name.subject).first()
    if line is None:
        return
    event = line.events.get(pk=name.subject)
    if not event.is_pending:
        return
    if state == "done":
        event.done_at = at
        _take_effect(line, event, at)
    else:
        event.failed_at, event.note = at, reason[:300]
        if event.what == SWAP:
            # The network may have seen it: it is not offered to anybody else.
            retire_sim(iccid=event.iccid, at=at)
    event.save(update_fields=["done_at", "failed_at", "note"])
    said = LineChanged if event.done_at else LineChangeFailed
    publish(said(line_id=line.pk, event_id=event.pk, what=event.what), key=str(event.pk))


def _take_effect(line: Line, event: LineEvent, at: datetime) -> None:
    if event.what == SUSPEND:
        line.suspended_at = at
    elif event.what == RESUME:
        line.suspended_at = None
    elif event.what == SWAP:
        retire_sim(iccid=line.iccid, at=at)
        line.iccid, line.activation_code = event.iccid, event.activation_code
    elif event.what == CHANGE_PLAN:
        for change in line.plan_changes.to_switch().filter(done_at__lte=event.asked_at):
            note_switched(change, at=at)
    elif event.what == END:
        take_out_of_service(line=line, at=at)
    line.save()
