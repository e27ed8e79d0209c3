"""Say how a step at the network went that a person carried out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.network.events import ComingNumberAnswered, NetworkAnswered
from catalog.network.models import BRING, ManualTask
from catalog.network.request_ids import read_request_id
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import Event, publish
from kith.reasons import read_reason
from kith.wall import public_side


class TaskClosedOtherwise(DomainError):
    code = "network.task_closed_otherwise"


@public_side
@transaction.atomic
def close_task(*, task_id: UUID, is_done: bool, reason: str, by: UUID, at: datetime) -> ManualTask:
    """
    Close a task and let what waited for it go on; closing it alike again changes nothing.

    :raises TaskClosedOtherwise: somebody closed it with the other outcome
    :raises NoReason, ReasonTooLong: a failure without a reason, or one that would be cut
    """
    task = ManualTask.objects.locked().get(pk=task_id)
    if task.closed_at is not None:
        if task.is_done != is_done:
            raise TaskClosedOtherwise(
                _("This task was already closed with the other outcome."),
                mend=_("Look at the order or the line: it has moved on."),
            )
        return task
    # What is done needs no word; what failed, and any word that is given, is read.
    said = read_reason(reason) if reason.strip() or not is_done else ""
    task.closed_at, task.closed_by_id = at, by
    task.is_done, task.reason, task.particulars = is_done, said, {}
    task.save(update_fields=["closed_at", "closed_by_id", "is_done", "reason", "particulars"])
    record(
        "network.task_closed",
        actor_id=by,
        subject=f"network-task:{task.pk}",
        detail={"is_done": is_done, "reason": task.reason},
        at=at,
    )
    publish(_answer(task), key=f"network.answered:{task.request_id}", to_tenant=task.tenant_id)
    return task


def _answer(task: ManualTask) -> Event:
    name = read_request_id(task.request_id)
    if task.verb == BRING and name is not None:
        state = "moved" if task.is_done else "refused"
        return ComingNumberAnswered(port_in_id=name.subject, state=state, reason=task.reason)
    return NetworkAnswered(
        request_id=task.request_id,
        state="done" if task.is_done else "failed",
        reference=task.reference,
        reason=task.reason,
    )
