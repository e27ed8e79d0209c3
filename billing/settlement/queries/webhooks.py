"""The processor's events in the inbox."""

from __future__ import annotations

from datetime import datetime

from django.db.models import (
    QuerySet,
)

from billing.settlement.models import (
    WebhookEvent,
)
from kith.wall import public_side


def parked_webhooks() -> QuerySet[WebhookEvent]:
    """Select the events a person has to look at, the newest first."""
    return WebhookEvent.objects.parked().order_by("-parked_at", "-pk")


@public_side
def parked_webhook_count() -> int:
    """Count the events a person has to look at."""
    return WebhookEvent.objects.parked().count()


def applied_webhooks(*, before: datetime) -> QuerySet[WebhookEvent]:
    """Select the events that were applied before a moment."""
    return WebhookEvent.objects.filter(handled_at__lt=before)
