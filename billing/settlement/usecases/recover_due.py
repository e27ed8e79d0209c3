"""Take back by itself what no run could set off for long."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum

from billing.settlement.models import Accrual, Payee, Reversal, WriteOff
from billing.settlement.netting import together
from billing.settlement.usecases.reverse_transfers import NothingToReverse, reverse_transfers

# So long the next runs may set a claw-back off.
DAYS_TO_SET_OFF = 60
# After a refusal the processor is not asked again at once: the balance has to grow first.
DAYS_BETWEEN_TRIES = 7


def recover_due(*, at: datetime) -> int:
    """
    Reverse transfers for claw-backs that waited too long while nothing was left to set them off.

    Of each payee in the red at a shop the oldest claw-backs of that shop go, until the rest can
    be set off there; where a payee agreed to it, all shops count as one. Returns how many
    reversals were frozen; running twice freezes none the second time.
    """
    old = _late(at)
    refused = Reversal.objects.filter(
        state=Reversal.FAILED, ended_at__gt=at - timedelta(days=DAYS_BETWEEN_TRIES)
    )
    owing = (
        Payee.objects.filter(accruals__in=old)
        .exclude(pk__in=refused.values("payee"))
        .distinct()
        .order_by("pk")
    )
    frozen = 0
    for payee_id in owing.values_list("pk", flat=True):
        if chosen := _too_old(payee_id, at):
            try:
                made = reverse_transfers(
                    payee_id=payee_id,
                    key=f"late:{payee_id}:{at:%Y-%m-%d}",
                    by=None,
                    at=at,
                    clawback_ids=chosen,
                )
            except NothingToReverse:
                continue
            frozen += len(made)
    return frozen


def _too_old(payee_id: UUID, at: datetime) -> list[UUID]:
    """Return the oldest claw-backs that together bring a payee out of the red."""
    is_one = bool(together([payee_id], at=at))
    owed: dict[tuple[UUID | None, str], int] = defaultdict(int)
    mine = Accrual.objects.open().filter(payee=payee_id).values("tenant_id", "currency")
    for sums in mine.annotate(sum=Sum("amount_minor")).order_by("tenant_id", "currency"):
        owed[None if is_one else sums["tenant_id"], sums["currency"]] -= sums["sum"]
    chosen = []
    for row in _late(at).filter(payee=payee_id).order_by("accrued_at", "pk"):
        where = (None if is_one else row.tenant_id, row.currency)
        if owed[where] > 0:
            owed[where] += row.amount_minor
            chosen.append(row.pk)
    return chosen


def _late(at: datetime) -> QuerySet[Accrual]:
    """Select what waited too long, save what somebody is just being asked to give up."""
    waited = Accrual.objects.recoverable().filter(
        accrued_at__lte=at - timedelta(days=DAYS_TO_SET_OFF)
    )
    return waited.exclude(write_off__in=WriteOff.objects.waiting())
