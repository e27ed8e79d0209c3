"""Write down that the processor refused an intent for good."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.reverse_journal import reverse_journal
from billing.settlement.models import Accrual, Intent
from billing.settlement.models.runs import journal_key


@transaction.atomic
def fail_intent(*, intent_id: UUID, reason: str, at: datetime) -> Intent:
    """
    End an intent as failed: nothing moved, its shares are payable again; twice changes nothing.

    The intent is dead with its key. Another try is another intent.
    """
    intent = Intent.objects.locked().get(pk=intent_id)
    if intent.is_over:
        return intent
    intent.end(Intent.FAILED, at=at, note=reason)
    # The link to the dead intent stays, so that a retry finds exactly these shares.
    Accrual.objects.filter(intent=intent, state=Accrual.IN_RUN).update(
        state=Accrual.PAYABLE, run=None
    )
    reverse_journal(
        key=journal_key(intent.pk, "failed"), journal_key=journal_key(intent.pk, "frozen"), at=at
    )
    return intent
