"""Send one frozen intent to its payee, so that it arrives once whatever breaks on the way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.settlement.models import Intent
from billing.settlement.transmission import claimed, transmit


def send_intent(*, intent_id: UUID, at: datetime) -> Intent:
    """
    Send one intent and write down how it ended; safe to repeat, in parallel, after any crash.

    `sending` is committed before the call. A certain success pays, a certain refusal fails,
    anything else leaves the intent `unknown` for `settle_unknown`: it is never sent under a
    second key. Only a refusal for lack of balance, which is certain, gets a new key later.
    Call it outside a transaction.
    """
    intent = _claim(intent_id, at)
    if intent is None:
        return Intent.objects.get(pk=intent_id)
    return transmit(intent, at=at)


@transaction.atomic
def _claim(intent_id: UUID, at: datetime) -> Intent | None:
    """Commit `sending` before anything leaves; None when there is nothing to send now."""
    intent = (
        Intent.objects.filter(pk=intent_id)
        .select_related("run", "payee")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if intent is None or not intent.run.is_released:
        return None
    if intent.state not in (Intent.FROZEN, Intent.HELD):
        return None
    if intent.wait_until and intent.wait_until > at:
        return None
    if not intent.payee.is_reachable:
        intent.state = Intent.HELD
        intent.note = intent.payee.block_reason or "the payee's account takes no payouts now"
        intent.save(update_fields=["state", "note"])
        return None
    return claimed(intent, at)
