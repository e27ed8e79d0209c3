"""Put one event of the payment processor into the inbox."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.gateway import WebhookFact
from billing.settlement.events import WebhookReceived
from billing.settlement.models import WebhookEvent
from billing.settlement.usecases.apply_webhook import APPLY, NOT_FOR_US, PAYMENT
from kith.outbox import publish

# As the inbox keeps them.
LONGEST_TYPE, LONGEST_VERSION = 80, 40


def keep_event(*, fact: WebhookFact, endpoint: str, at: datetime) -> bool:
    """
    Keep a genuine event and post it once, for a worker to apply; True when it is new.

    What there is nothing to do about is kept as done.
    """
    event = WebhookEvent(
        endpoint=endpoint,
        event_id=fact.id,
        # A longer one is none that we know; the body keeps it whole.
        type=fact.type[:LONGEST_TYPE],
        account=fact.account or "",
        livemode=fact.livemode,
        api_version=(fact.api_version or "")[:LONGEST_VERSION],
        body=fact.body,
        received_at=at,
    )
    if not _is_for_us(event):
        event.handled_at, event.outcome = at, NOT_FOR_US
        WebhookEvent.objects.bulk_create([event], ignore_conflicts=True)
        return False
    with transaction.atomic():
        WebhookEvent.objects.bulk_create([event], ignore_conflicts=True)
        kept = WebhookEvent.objects.filter(endpoint=endpoint, event_id=fact.id)
        pk, handled_at, attempts = kept.values_list("pk", "handled_at", "attempts").get()
        is_new = handled_at is None and attempts == 0
        # Posted once for each event, however often it arrives.
        publish(WebhookReceived(webhook_id=pk), key=f"{endpoint}:{fact.id}")
    return is_new


def _is_for_us(event: WebhookEvent) -> bool:
    """Say whether there is anything to do: each payment on a page is told as the page's, too."""
    return event.charge_named != "" if event.type == PAYMENT else event.type in APPLY
