"""Take in one event of the payment processor."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from billing.gateway import gateway
from billing.settlement.models import WebhookEvent
from billing.settlement.usecases.keep_event import keep_event
from kith.errors import DomainError

LARGEST_BODY = 256 * 1024


class WebhookTooLarge(DomainError):
    """The body is larger than any event."""

    code = "webhook.too_large"


class WrongMode(DomainError):
    """A test event at a live endpoint, or a live one at a test endpoint."""

    code = "webhook.wrong_mode"


def receive_webhook(*, endpoint: str, body: bytes, signature: str, at: datetime) -> bool:
    """
    Verify an event and put it in the inbox; True when it is new. A worker applies it.

    :raises WebhookTooLarge: more than 256 KB
    :raises WrongMode: live and test are mixed up
    :raises WebhookRefused: the signature, its time or the body is wrong
    """
    if len(body) > LARGEST_BODY:
        raise WebhookTooLarge("the body is larger than any event")
    is_connect = endpoint == WebhookEvent.CONNECT
    secret = (
        settings.STRIPE_CONNECT_WEBHOOK_SECRET if is_connect else settings.STRIPE_WEBHOOK_SECRET
    )
    fact = gateway().read_webhook(body=body, signature=signature, secret=secret)
    if fact.livemode != settings.STRIPE_SECRET_KEY.startswith(("sk_live", "rk_live")):
        raise WrongMode("live and test events do not mix")
    return keep_event(fact=fact, endpoint=endpoint, at=at)
