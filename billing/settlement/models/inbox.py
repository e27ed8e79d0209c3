"""What the payment processor told us, and whose money it was about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kith.lockable import Lockable


class WebhookEventQuerySet(Lockable, models.QuerySet["WebhookEvent"]):
    def parked(self) -> WebhookEventQuerySet:
        return self.filter(parked_at__isnull=False)


class WebhookEvent(models.Model):
    """One event as it arrived: kept whole, applied once."""

    PLATFORM, CONNECT = "platform", "connect"

    endpoint = models.CharField(max_length=10)
    event_id = models.CharField(max_length=120)
    type = models.CharField(max_length=80)
    account = models.CharField(max_length=80, blank=True)
    livemode = models.BooleanField()
    api_version = models.CharField(max_length=40, blank=True)
    body = models.JSONField()
    received_at = models.DateTimeField()
    # By the database's clock: what was written lately is sealed.
    recorded_at = models.DateTimeField(db_default=Now())
    handled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    replays = models.PositiveSmallIntegerField(default=0)
    parked_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = WebhookEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "event_id"], name="an_event_arrives_once_at_an_endpoint"
            ),
            models.CheckConstraint(
                name="an_event_is_handled_or_parked",
                condition=Q(handled_at=None) | Q(parked_at=None),
            ),
        ]

    @property
    def subject(self) -> Mapping[str, Any]:
        """What the event is about, as it stood then: good for its id, not for its state."""
        subject: Mapping[str, Any] = self.body["data"]["object"]
        return subject

    @property
    def charge_named(self) -> str:
        """Which charge of ours the payment it is about was made for; empty when none."""
        named = self.subject.get("metadata")
        return str(named.get("charge", "")) if isinstance(named, Mapping) else ""

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class PaymentRoute(models.Model):
    """
    Whose payment a processor's id is: our own map, never the event's metadata.

    A charge of a saved card has no id before it is made; it stands under our own name of it.
    """

    checkout_id = models.CharField(max_length=120, unique=True)
    payment_intent = models.CharField(max_length=80, unique=True, null=True)
    tenant_id = models.UUIDField()
    order_id = models.UUIDField(null=True)
    invoice_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_payment_is_for_an_order_or_an_invoice",
                condition=Q(order_id__isnull=False) | Q(invoice_id__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"route of {self.checkout_id}"
