"""Ask staff to carry out a step at the network."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from catalog.network.models import ManualTask
from catalog.network.port import NetworkAnswer, Subscription
from catalog.network.request_ids import read_request_id
from kith.errors import DomainError
from kith.wall import public_side


class RequestNameless(DomainError):
    code = "network.request_nameless"


@public_side
@transaction.atomic
def open_task(
    *,
    request_id: str,
    verb: str,
    subscription: Subscription,
    particulars: dict[str, Any] | None = None,
) -> NetworkAnswer:
    """
    Open a task once per request id, and say how it stands.

    :raises RequestNameless: the request id does not say whose request it is
    """
    name = read_request_id(request_id)
    if name is None:
        raise RequestNameless(f"“{request_id}” is not the name of a request of ours.")
    task, _ = ManualTask.objects.get_or_create(
        request_id=request_id,
        defaults={
            "tenant_id": name.tenant,
            "verb": verb,
            "e164": subscription.e164,
            "iccid": subscription.iccid,
            "imsi": subscription.imsi,
            "plan": subscription.plan,
            "reference": subscription.reference,
            "particulars": particulars or {},
            # An adapter is not told the time; the database's own is when the task was written.
            "asked_at": Now(),
        },
    )
    if task.is_done is None:
        return NetworkAnswer("pending", reference=task.reference)
    return NetworkAnswer(
        "done" if task.is_done else "failed", reference=task.reference, reason=task.reason
    )
