"""Asking the network to change a line: what every change has in common."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from catalog.lines.events import LineChangeAsked, LinePlanRefused
from catalog.lines.events import LineEnded as Ended
from catalog.lines.models import Line, LineEvent, PlanChange
from catalog.network.request_ids import RequestId
from catalog.numbering.usecases.quarantine_number import quarantine_number
from catalog.numbering.usecases.retire_sim import retire_sim
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import required_tenant

REQUEST_KIND = "line"


class LineEnded(DomainError):
    code = "line.ended"


class ChangePending(DomainError):
    code = "line.change_pending"


def require_in_service(line: Line) -> None:
    """
    Let a line pass that has not ended.

    :raises LineEnded: the line is no longer in service
    """
    if line.is_ended:
        raise LineEnded(_("This line has ended."), mend=_("Choose a line that is in service."))


def pending_change(*, line: Line, what: str) -> LineEvent | None:
    """
    Give the same change when it is already on its way, None when the way is free.

    :raises LineEnded: the line is no longer in service
    :raises ChangePending: another change of the line is still on its way
    """
    require_in_service(line)
    pending = line.events.filter(done_at=None, failed_at=None).first()
    if pending is not None and pending.what != what:
        raise still_pending()
    return pending


def still_pending() -> ChangePending:
    """Return the refusal of a change for which another has to be through."""
    return ChangePending(
        _("Another change of this line is still on its way."),
        mend=_("Wait a moment until it is finished, then try again."),
    )


def locked_plan(*, line_id: UUID) -> list[Line]:
    """
    Lock the plan a line belongs to: that line first, then the others of its order in service.

    :raises Line.DoesNotExist: no such line here
    """
    order = Line.objects.filter(pk=line_id).values("order_id")
    plan = list(Line.objects.locked().filter(order_id__in=order))
    asked = next((line for line in plan if line.pk == line_id), None)
    if asked is None:
        raise Line.DoesNotExist
    return [asked, *(line for line in plan if line.pk != line_id and not line.is_ended)]


def begin_change(*, line: Line, what: str, at: datetime, **particulars: Any) -> LineEvent:
    """Note a change of a locked line and send it on its way; once while it is under way."""
    if (pending := pending_change(line=line, what=what)) is not None:
        return pending
    event = LineEvent.objects.create(line=line, what=what, asked_at=at, **particulars)
    publish(LineChangeAsked(event_id=event.pk), key=str(event.pk))
    return event


def set_end(plan: Sequence[Line], *, ends_on: date) -> None:
    """Note on every line of a locked plan that it ends by that day; an earlier one stays."""
    for line in plan:
        if line.is_ended or (line.ends_on and line.ends_on <= ends_on):
            continue
        line.ends_on = ends_on
        line.save(update_fields=["ends_on"])


def undo_plan_now(change: PlanChange, *, at: datetime) -> None:
    """Let a line keep its plan after all, and say so: its owner has paid for another."""
    change.undone_at = at
    change.save(update_fields=["undone_at"])
    publish(LinePlanRefused(change_id=change.pk), key=str(change.pk))


def take_out_of_service(*, line: Line, at: datetime) -> None:
    """End a locked line, which the caller saves: its number rests, its SIM is nobody's again."""
    line.ended_at = at
    line.plan_changes.waiting().update(undone_at=at)
    for change in line.plan_changes.under_way():
        undo_plan_now(change, at=at)
    quarantine_number(e164=line.e164, at=at)
    retire_sim(iccid=line.iccid, at=at)
    publish(Ended(line_id=line.pk, person_id=line.person_id), key=str(line.pk))


def request_id(*, event_id: UUID, what: str) -> str:
    """Name the request to the network that carries out a change."""
    return str(RequestId(required_tenant().uuid, REQUEST_KIND, event_id, what, 1))
