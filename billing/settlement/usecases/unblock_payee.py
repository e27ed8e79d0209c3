"""Pay somebody again who was stopped."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.settlement.models import Payee
from kith.audit.record import record
from kith.wall import public_side


@public_side
@transaction.atomic
def unblock_payee(*, payee_id: UUID, by: UUID, at: datetime) -> Payee:
    """Let the next run pay them, and what waited for them go out; twice changes nothing."""
    payee = Payee.objects.locked().get(pk=payee_id)
    if payee.blocked_at is None:
        return payee
    reason = payee.block_reason
    payee.blocked_at, payee.block_reason = None, ""
    payee.save(update_fields=["blocked_at", "block_reason"])
    record(
        "payee.unblocked",
        actor_id=by,
        subject=f"payee:{payee.pk}",
        detail={"reason": reason},
        at=at,
    )
    return payee
