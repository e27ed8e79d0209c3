"""Let a run pay again what was taken back of a transfer by hand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.settlement.models import Reversal, ShareHold
from billing.settlement.usecases.release_shares import release_shares
from kith.audit.record import record
from kith.errors import DomainError


class NothingHeldBack(DomainError):
    """Nothing of this reversal waits for a word."""

    code = "reversal.nothing_held_back"


@transaction.atomic
def pay_again(*, reversal_id: UUID, by: UUID, at: datetime) -> Reversal:
    """
    Release what a payee is owed again since somebody took their transfer back at the processor.

    :raises NothingHeldBack: it never was, or somebody released it before
    """
    reversal = Reversal.objects.locked().get(pk=reversal_id)
    held = ShareHold.objects.standing().filter(
        reason=ShareHold.REVERSED, reference=reversal.reversal_id or ""
    )
    if not held.exists():
        raise NothingHeldBack(
            _("Nothing of this reversal is held back"), mend=_("Load the page again.")
        )
    release_shares(reference=str(reversal.reversal_id), at=at)
    record(
        "reversal.paid_again",
        actor_id=by,
        subject=f"payee:{reversal.payee_id}",
        detail={"reversal": reversal.reversal_id, "amount": str(reversal.amount)},
        at=at,
    )
    return reversal
