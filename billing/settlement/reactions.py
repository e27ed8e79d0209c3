"""Doors for letters: each reads the clock and makes one call."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from billing.settlement.usecases.apply_webhook import apply_webhook
from billing.settlement.usecases.send_intent import send_intent
from billing.settlement.usecases.send_reversal import send_reversal
from kith.outbox.deliver import TryAgainLater

LONGEST_WAIT_SECONDS = 3_600


def apply_received_webhook(*, webhook_id: int, **_from_a_newer_deploy: object) -> None:
    """Apply one event of the inbox. Runs outside a transaction."""
    apply_webhook(webhook_id=webhook_id, at=timezone.now())


def send_released_intent(*, intent_id: str, **_from_a_newer_deploy: object) -> None:
    """
    Send one intent until it ends. Runs outside a transaction.

    One whose payee cannot be paid is looked at by `settle_due`, until it can.
    """
    at = timezone.now()
    intent = send_intent(intent_id=UUID(intent_id), at=at)
    if not intent.is_over and not intent.is_held:
        raise _later(intent.wait_until, at)


def send_frozen_reversal(*, reversal_id: str, **_from_a_newer_deploy: object) -> None:
    """Send one reversal until it ends. Runs outside a transaction."""
    at = timezone.now()
    reversal = send_reversal(reversal_id=UUID(reversal_id), at=at)
    if not reversal.is_over:
        raise _later(reversal.wait_until, at)


def _later(until: datetime | None, at: datetime) -> TryAgainLater:
    wait = (until - at).total_seconds() if until else 30
    return TryAgainLater(min(LONGEST_WAIT_SECONDS, max(5, int(wait))))
