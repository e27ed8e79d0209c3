"""Fetch the processor's events that never reached us."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max

from billing.gateway import gateway
from billing.settlement.models import WebhookEvent
from billing.settlement.usecases.apply_webhook import APPLY
from billing.settlement.usecases.keep_event import keep_event
from kith.wall import public_side

# Events do not arrive in the order in which they happened.
OVERLAP = timedelta(hours=2)
# The processor keeps them for thirty days.
KEPT = timedelta(days=30)


@public_side
def fetch_missed_events(*, at: datetime) -> int:
    """
    Put into the inbox what our door has not seen since its newest event; returns how much.

    So a door that was closed for days, and an inbox that was put back to an older state, catch
    up by themselves. Safe to repeat; call it outside a transaction.

    :raises GatewayBusy: nothing more was read: try later
    :raises GatewayUncertain: nothing more was read: try later
    """
    platform = WebhookEvent.objects.filter(endpoint=WebhookEvent.PLATFORM)
    newest = platform.aggregate(at=Max("received_at"))["at"]
    since = max((newest or at) - OVERLAP, at - KEPT)
    facts = list(gateway().events(since=since, types=tuple(APPLY)))
    # The oldest first, as they would have come.
    return sum(
        keep_event(fact=fact, endpoint=WebhookEvent.PLATFORM, at=at) for fact in reversed(facts)
    )
