"""Hear the network's late answer to a request."""

import json

from django.db import transaction

from catalog.network.events import NetworkAnswered
from catalog.network.request_ids import read_request_id
from catalog.network.tmf640_client import monitor_reason
from kith.errors import DomainError
from kith.outbox import publish
from kith.readable import without_unreadable
from kith.wall import public_side
from tenants.registry.queries import tenant_stands

STATES = {"Completed": "done", "InError": "failed"}


class CallbackUnreadable(DomainError):
    code = "network.callback_unreadable"


@public_side
@transaction.atomic
def take_callback(*, body: bytes) -> bool:
    """
    Pass a signed callback on to the tenant that asked; say whether anybody did.

    The same answer delivered again is passed on once. Whether the tenant still waits for it is
    for the tenant to say.

    :raises CallbackUnreadable: not a state change of a monitor
    """
    try:
        monitor = without_unreadable(json.loads(body))["event"]["monitor"]
        request_id, state = str(monitor["requestId"]), STATES[monitor["state"]]
        reference = str(monitor.get("sourceHref", "")).rpartition("/")[2]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise CallbackUnreadable(
            "The body is not a MonitorStateChangeEvent with a final state.",
            mend="Send event.monitor with requestId, sourceHref and state.",
        ) from problem
    name = read_request_id(request_id)
    if name is None or not tenant_stands(tenant_id=name.tenant):
        return False
    publish(
        NetworkAnswered(
            request_id=request_id,
            state=state,
            reference=reference,
            reason=monitor_reason(monitor) if state == "failed" else "",
        ),
        key=f"network.answered:{request_id}",
        to_tenant=name.tenant,
    )
    return True
