"""Read every dispute that may have moved without our hearing of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from billing.disputes.models import Dispute
from billing.disputes.usecases.read_dispute import read_dispute
from billing.gateway import GatewayRefused, gateway
from kith.wall import public_side

# News that were lost are looked for as far back as the processor would still send them again.
DAYS_BACK = 4


@public_side
def read_open_disputes(*, at: datetime) -> int:
    """
    Read new disputes, open ones, and those of which something is still to be done.

    Returns how many were read; safe to repeat. Call it outside a transaction: it asks the
    processor.

    :raises GatewayRefused: all were read but those the processor would not show; this is the last
    :raises GatewayBusy: not all were read: try later
    :raises GatewayUncertain: not all were read: try later
    """
    since = at - timedelta(days=DAYS_BACK)
    known = Dispute.objects.open() | Dispute.objects.unsettled()
    names = {*known.values_list("pk", flat=True)}
    names |= {one.id for one in gateway().disputes_since(since)}
    refused: GatewayRefused | None = None
    for name in sorted(names):
        try:
            read_dispute(dispute_id=name, at=at)
        except GatewayRefused as refusal:
            # One that is gone there holds up no other.
            refused = refusal
    if refused:
        raise refused
    return len(names)
