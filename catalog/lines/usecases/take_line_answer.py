"""Hear from the network how a change of a line went."""

from datetime import datetime

from django.db import transaction

from catalog.lines.changes import (
    REQUEST_KIND,
    begin_change,
    take_out_of_service,
    undo_plan_now,
)
from catalog.lines.events import LineChanged, LineChangeFailed
from catalog.lines.models import (
    CHANGE_PLAN,
    END,
    RESUME,
    SUSPEND,
    SWAP,
    Line,
    LineEvent,
    PlanChange,
)
from catalog.lines.plans import note_switched, take_plan_now
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
        _take_refusal(event, at)
    event.save(update_fields=["done_at", "failed_at", "note"])
    said = LineChanged if event.done_at else LineChangeFailed
    publish(said(line_id=line.pk, event_id=event.pk, what=event.what), key=str(event.pk))
    if event.done_at and event.what == CHANGE_PLAN:
        _have_it_switched_back(line, event, at)


def _take_effect(line: Line, event: LineEvent, at: datetime) -> None:
    if event.what == SUSPEND:
        line.suspended_at = at
    elif event.what == RESUME:
        line.suspended_at = None
    elif event.what == SWAP:
        retire_sim(iccid=line.iccid, at=at)
        line.iccid, line.activation_code = event.iccid, event.activation_code
    elif event.what == CHANGE_PLAN:
        _take_plan(line, event, at)
    elif event.what == END:
        take_out_of_service(line=line, at=at)
    line.save()


def _take_plan(line: Line, event: LineEvent, at: datetime) -> None:
    paid_for = PlanChange.objects.filter(event=event).first()
    if paid_for is None:
        for change in line.plan_changes.to_switch().filter(done_at__lte=event.asked_at):
            note_switched(change, at=at)
    elif paid_for.is_under_way:
        take_plan_now(line, paid_for, at=at)


def _take_refusal(event: LineEvent, at: datetime) -> None:
    if event.what == SWAP:
        # The network may have seen it: it is not offered to anybody else.
        retire_sim(iccid=event.iccid, at=at)
    change = PlanChange.objects.filter(event=event).first()
    if change is not None and change.is_under_way:
        undo_plan_now(change, at=at)


def _have_it_switched_back(line: Line, event: LineEvent, at: datetime) -> None:
    """Ask for the line's own plan, where the network took one too late that was undone."""
    is_undone = PlanChange.objects.filter(event=event, undone_at__isnull=False).exists()
    if is_undone and not line.is_ended and not line.plan_changes.under_way().exists():
        note = line.offer_name
        begin_change(line=line, what=CHANGE_PLAN, at=at, base_code=line.base_code, note=note)
