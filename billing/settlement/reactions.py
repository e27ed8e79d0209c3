"""Doors for letters: each reads the clock and makes one call."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from billing.settlement.usecases.apply_webhook import apply_webhook
from billing.settlement.usecases.send_intent import send_intent
from billing.settlement.usecases.send_reversal import send_reversal
from kith.transmission.letters import come_back_unless_over


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
    if not intent.is_held:
        come_back_unless_over(intent, at=at)


def send_frozen_reversal(*, reversal_id: str, **_from_a_newer_deploy: object) -> None:
    """Send one reversal until it ends. Runs outside a transaction."""
    at = timezone.now()
    reversal = send_reversal(reversal_id=UUID(reversal_id), at=at)
    come_back_unless_over(reversal, at=at)
