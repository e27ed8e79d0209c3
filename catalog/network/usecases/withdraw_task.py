"""Take back a step that staff have not carried out yet."""

from dataclasses import replace

from django.db import transaction
from django.db.models.functions import Now

from catalog.network.models import BRING, ManualTask
from catalog.network.port import PortAnswer
from catalog.network.request_ids import read_request_id
from kith.wall import public_side

WITHDRAWN = "called off by whoever asked for it"


@public_side
@transaction.atomic
def withdraw_task(*, request_id: str) -> PortAnswer:
    """
    Close the open task of bringing a number over, and say how that stands now.

    The request is another one than that which opened the task, about the same number.
    """
    name = read_request_id(request_id)
    tasks = ManualTask.objects.locked().filter(verb=BRING)
    asked = replace(name, verb=BRING) if name else None
    task = tasks.filter(request_id=str(asked)).first()
    if task is None or task.is_done is False:
        return PortAnswer("cancelled")
    if task.is_done:
        return PortAnswer("moved", reference=str(task.pk))
    task.closed_at, task.is_done, task.reason = Now(), False, WITHDRAWN
    task.particulars = {}
    task.save(update_fields=["closed_at", "is_done", "reason", "particulars"])
    return PortAnswer("cancelled", reference=str(task.pk))
