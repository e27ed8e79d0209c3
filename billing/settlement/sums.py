"""What stands open and what was paid, one sum a currency: amounts of two never meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, Sum

from billing.settlement.models import Accrual
from kith.money import Money
from kith.wall import public_side

# What was taken back after it was paid is not paid any more.
PAID = Q(state__in=[Accrual.PAID, Accrual.RETURNED])
OPEN = Q(state__in=Accrual.OPEN)


@dataclass(frozen=True)
class PayeeSums:
    """A payee's money in one currency."""

    open: Money
    paid: Money


@public_side
def payee_sums(payee_ids: Iterable[UUID]) -> dict[UUID, list[PayeeSums]]:
    """Return the sums of many payees in one statement; who never earned is absent."""
    rows = (
        Accrual.objects.filter(payee_id__in=list(payee_ids))
        .values("payee_id", "currency")
        .annotate(
            open=Sum("amount_minor", filter=OPEN, default=0),
            paid=Sum("amount_minor", filter=PAID, default=0),
        )
        .order_by("payee_id", "currency")
    )
    sums: dict[UUID, list[PayeeSums]] = defaultdict(list)
    for row in rows:
        code = row["currency"]
        sums[row["payee_id"]].append(PayeeSums(Money(row["open"], code), Money(row["paid"], code)))
    return dict(sums)


@public_side
def currencies_due(*, at: datetime) -> list[str]:
    """Return the currencies in which something is payable at that moment, by name."""
    due = Accrual.objects.unheld().filter(OPEN, payable_from__lte=at)
    return list(due.order_by("currency").values_list("currency", flat=True).distinct())


@public_side
def currencies_of(*, party_kind: str, party_ref: UUID) -> list[str]:
    """Return the currencies a party ever earned in, by name."""
    mine = Accrual.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    return list(mine.order_by("currency").values_list("currency", flat=True).distinct())
