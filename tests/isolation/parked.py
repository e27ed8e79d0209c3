"""What could not be done and waits for a person, in the house that is walked through."""

from __future__ import annotations

from billing.settlement.models import (
    WebhookEvent,
)
from kith.outbox.models import Delivery, Letter
from kith.wall import TenantRef
from tests.clock import NOON


def a_parked_webhook() -> int:
    event = WebhookEvent.objects.create(
        endpoint=WebhookEvent.PLATFORM,
        event_id="evt_parked",
        type="account.updated",
        livemode=False,
        body={},
        received_at=NOON,
        parked_at=NOON,
    )
    return event.pk


def a_parked_letter(tenant: TenantRef) -> int:
    letter = Letter.objects.create(
        event="line.opened", tenant_id=tenant.uuid, key="test:parked", payload={}, sorted_at=NOON
    )
    delivery = Delivery.objects.create(
        letter=letter,
        reaction="tests.nobody",
        tenant_id=tenant.uuid,
        next_try_at=NOON,
        parked_at=NOON,
        last_error="Boom",
    )
    return delivery.pk
