"""Read a dispute at the processor, and keep it."""

from __future__ import annotations

from datetime import datetime

from billing.disputes.models import Dispute
from billing.disputes.usecases.keep_dispute import keep_dispute
from billing.gateway import gateway
from billing.settlement.usecases.trace_payment import trace_payment
from kith.wall import public_side


@public_side
def read_dispute(*, dispute_id: str, at: datetime) -> Dispute:
    """
    Read one dispute as it stands now, whatever its news said, and keep it; safe to repeat.

    Call it outside a transaction: it asks the processor.

    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    told = gateway().dispute(dispute_id)
    payment = told.payment_intent
    route = trace_payment(payment_intent=payment) if payment else None
    return keep_dispute(told=told, tenant_id=route.tenant_id if route else None, at=at)
