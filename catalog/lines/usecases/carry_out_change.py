"""Ask the network for a change that was noted."""

from datetime import datetime
from uuid import UUID

from catalog.lines.changes import request_id
from catalog.lines.models import CHANGE_PLAN, END, RESUME, SUSPEND, SWAP, LineEvent
from catalog.lines.usecases.take_line_answer import take_line_answer
from catalog.network.adapters import network_port
from catalog.network.port import NetworkAnswer, NetworkPort, Subscription


def carry_out_change(*, event_id: UUID, at: datetime) -> LineEvent:
    """
    Carry a change to the network and take its answer; safe to run any number of times.

    Call it outside a transaction: the network may be slow.

    :raises NetworkUnreachable: nobody knows; run it again
    """
    event = LineEvent.objects.select_related("line").get(pk=event_id)
    if not event.is_pending:
        return event
    name = request_id(event_id=event.pk, what=event.what)
    answer = _asked(network_port(), name, event)
    take_line_answer(
        request_id=name,
        state=answer.state,
        reference=answer.reference,
        reason=answer.reason,
        at=at,
    )
    event.refresh_from_db()
    return event


def _asked(port: NetworkPort, name: str, event: LineEvent) -> NetworkAnswer:
    line = event.line
    ask = {
        SUSPEND: port.suspend,
        RESUME: port.resume,
        SWAP: port.swap,
        CHANGE_PLAN: port.change_plan,
        END: port.terminate,
    }
    subscription = Subscription(
        e164=line.e164,
        iccid=event.iccid or line.iccid,
        imsi=event.imsi,
        plan=event.base_code or line.base_code,
        reference=line.network_reference,
    )
    return ask[event.what](request_id=name, subscription=subscription)
