"""Stop paying somebody until a person has looked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from billing.settlement.models import Payee
from kith.audit.record import record
from kith.wall import public_side


@public_side
@transaction.atomic
def block_payee(*, account: str, reason: str, detail: dict[str, Any], at: datetime) -> Payee | None:
    """
    Pay nothing more into an account; one that is stopped already stays so. None without a payee.

    The reason is in English words that are translated when they are shown.
    """
    payee = Payee.objects.locked().filter(stripe_account=account).first()
    if payee is None or payee.blocked_at is not None:
        return payee
    payee.blocked_at, payee.block_reason = at, reason[:200]
    payee.save(update_fields=["blocked_at", "block_reason"])
    record(
        "payee.blocked",
        actor_id=None,
        subject=f"payee:{payee.pk}",
        detail={"reason": reason, **detail},
        at=at,
    )
    return payee
