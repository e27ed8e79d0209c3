"""What stands open and what was paid: amounts of two currencies never meet, nor of two shops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, Sum

from billing.settlement.cut_offs import cut_off_of
from billing.settlement.models import Accrual, Run
from billing.settlement.sql_runs import standing_rows
from kith.money import Money
from kith.wall import day_here, public_side, zone_here

# What was taken back after it was paid is not paid any more.
PAID = Q(state__in=[Accrual.PAID, Accrual.RETURNED])
OPEN = Q(state__in=Accrual.OPEN)


@dataclass(frozen=True)
class PayeeSums:
    """A payee's money in one currency; `owed`, below zero, by shops where it is in the red."""

    # Its day is over; whether the next run can send it is another question.
    due: Money
    # Waits for its day, or until somebody has decided about its payment.
    held: Money
    owed: Money
    paid: Money


@public_side
def payee_sums(payee_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, list[PayeeSums]]:
    """Return the sums of many payees in two statements; who never earned is absent."""
    asked = list(payee_ids)
    standing = standing_rows(cut_off=cut_off_of(at), minimum=0, at=at, payees=asked)
    paid = (
        Accrual.objects.filter(payee_id__in=asked)
        .values("payee_id", "currency")
        .annotate(sum=Sum("amount_minor", filter=PAID, default=0))
        .order_by("payee_id", "currency")
    )
    sums: dict[UUID, list[PayeeSums]] = defaultdict(list)
    for row in paid:
        payee_id, code = row["payee_id"], row["currency"]
        shops = [one for one in standing if (one["uuid"], one["currency"]) == (payee_id, code)]
        due = [int(one["amount"]) for one in shops]
        held = sum(int(one["ahead"]) + int(one["held_back"]) for one in shops)
        sums[payee_id].append(
            PayeeSums(
                due=Money(sum(minor for minor in due if minor > 0), code),
                held=Money(held, code),
                owed=Money(sum(minor for minor in due if minor < 0), code),
                paid=Money(row["sum"], code),
            )
        )
    return dict(sums)


@public_side
def open_by_shop(payee_id: UUID) -> list[tuple[UUID, Money]]:
    """Return what each shop owes a payee, or is owed, by currency; shops at zero are absent."""
    open_ones = Accrual.objects.filter(OPEN, payee_id=payee_id).values("tenant_id", "currency")
    sums = open_ones.annotate(sum=Sum("amount_minor")).exclude(sum=0)
    return [
        (row["tenant_id"], Money(row["sum"], row["currency"]))
        for row in sums.order_by("currency", "-sum", "tenant_id")
    ]


def in_the_black_and_red(minors: Iterable[int], *, is_one: bool) -> tuple[int, int]:
    """Return the sum of what shops owe and of what is owed to them; `is_one`: all as one shop."""
    shops = [sum(minors)] if is_one else list(minors)
    return sum(minor for minor in shops if minor > 0), sum(minor for minor in shops if minor < 0)


@public_side
def frozen_today(*, currency: str, at: datetime, until: datetime | None = None) -> Money:
    """
    Return what the runs of this day add up to, those left out that were thrown away.

    With `until` those frozen later do not count.
    """
    begun = datetime.combine(day_here(at), time(), zone_here())
    todays = Run.objects.filter(
        currency=currency,
        abandoned_at=None,
        frozen_at__gte=begun,
        frozen_at__lt=begun + timedelta(days=1),
    )
    if until is not None:
        todays = todays.filter(frozen_at__lte=until)
    return Money(todays.aggregate(sum=Sum("total_minor", default=0))["sum"], currency)


@public_side
def currencies_due(*, at: datetime) -> list[str]:
    """Return the currencies in which a run of that day finds something payable, by name."""
    due = Accrual.objects.unheld().filter(OPEN, payable_from__lte=cut_off_of(at))
    return list(due.order_by("currency").values_list("currency", flat=True).distinct())


@public_side
def currencies_of(*, party_kind: str, party_ref: UUID) -> list[str]:
    """Return the currencies a party ever earned in, by name."""
    mine = Accrual.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    return list(mine.order_by("currency").values_list("currency", flat=True).distinct())
