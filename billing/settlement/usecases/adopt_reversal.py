"""Take a reversal into the books that was sent and is not known there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from billing.settlement.models import Accrual, Reversal, Transfer
from billing.settlement.purposes import reversal_purpose
from billing.settlement.usecases.reverse_transfers import reverse_transfers
from billing.settlement.usecases.send_reversal import TakingBack
from kith.errors import DomainError
from kith.transmission.outcomes import Outcome
from kith.wall import public_side


class TransferUnknown(DomainError):
    """The transfer that it takes back is not in the books."""

    code = "reversal.transfer_unknown"


class ClawbacksDiffer(DomainError):
    """What it took back is not what the books say its payee owes."""

    code = "reversal.clawbacks_differ"


@public_side
@transaction.atomic
def adopt_reversal(
    *,
    reversal_id: str,
    transfer_reference: str,
    amount_minor: int,
    notes: Mapping[str, str],
    by: UUID | None,
    at: datetime,
) -> Reversal:
    """
    End the reversal it was as done, with the very claw-backs it recovered; twice changes nothing.

    :raises TransferUnknown: the transfer it takes back is not in the books
    :raises ClawbacksDiffer: the books hold other claw-backs open
    """
    if known := Reversal.objects.filter(reversal_id=reversal_id).first():
        return known
    transfer = Transfer.objects.filter(transfer_reference=transfer_reference).first()
    if transfer is None:
        raise TransferUnknown(
            gettext_noop("The transfer that it takes back is not in the books: set it aside.")
        )
    purpose = str(notes.get("purpose", ""))
    waiting = Reversal.objects.under_way().filter(purpose=purpose, amount_minor=amount_minor)
    row = waiting.first()
    if row is None:
        [row] = reverse_transfers(
            payee_id=transfer.payee_id,
            key=f"adopted:{reversal_id}",
            by=by,
            at=at,
            clawback_ids=_recovered(transfer, transfer_reference, purpose),
        )
    TakingBack().succeed(row, Outcome("done", reversal_id), at=at)
    return Reversal.objects.get(pk=row.pk)


def _recovered(transfer: Transfer, transfer_reference: str, purpose: str) -> list[UUID]:
    """Return the claw-backs that the purpose names: the oldest so many, as they are chosen."""
    rows = list(
        Accrual.objects.recoverable()
        .filter(takes_from__transfer=transfer)
        .order_by("accrued_at", "pk")
    )
    for count in range(len(rows), 0, -1):
        if (
            reversal_purpose(transfer_reference=transfer_reference, clawbacks=rows[:count])
            == purpose
        ):
            return [row.pk for row in rows[:count]]
    raise ClawbacksDiffer(
        gettext_noop(
            "It took back something else than the books say is owed. Where news of an earlier "
            "refund is still to come, try again later; otherwise set it aside."
        )
    )
