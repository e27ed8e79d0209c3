"""Write down that the processor refused a transfer for good."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.reverse_journal import reverse_journal
from billing.settlement.models import Accrual, Transfer
from billing.settlement.models.runs import journal_key


@transaction.atomic
def fail_transfer(*, transfer_id: UUID, reason: str, at: datetime) -> Transfer:
    """
    End a transfer as failed: nothing moved, its shares are payable again; twice changes nothing.

    The transfer is dead with its key. Another try is another transfer.
    """
    transfer = Transfer.objects.locked().get(pk=transfer_id)
    if transfer.is_over:
        return transfer
    transfer.end(Transfer.FAILED, at=at, note=reason)
    # The link to the dead transfer stays, so that a retry finds exactly these shares.
    Accrual.objects.filter(transfer=transfer, state=Accrual.IN_RUN).update(
        state=Accrual.PAYABLE, run=None
    )
    reverse_journal(
        key=journal_key(transfer.pk, "failed"),
        journal_key=journal_key(transfer.pk, "frozen"),
        at=at,
    )
    return transfer
