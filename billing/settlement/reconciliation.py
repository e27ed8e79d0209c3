"""What others may ask of the match between our books and the payment processor's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from billing.ledger.queries import balance, unreferenced
from billing.settlement.models import Difference, Movement, PaymentRoute, ReconciledDay, Transfer
from billing.settlement.sql_matching import proof_rows
from kith.money import Money

PROVIDER = "cash:stripe"
# How many differences a check names one by one.
NAMED = 20


@dataclass(frozen=True)
class MatchedSum:
    """What was matched of one day in one currency."""

    count: int
    amount: Money
    fee: Money

    @property
    def net(self) -> Money:
        return self.amount - self.fee


@dataclass
class DayCard:
    """One day as it was matched."""

    day: date
    at: datetime
    by: UUID | None
    sums: list[MatchedSum] = field(default_factory=list)
    unexplained: int = 0
    explained: int = 0

    @property
    def matched(self) -> int:
        return sum(one.count for one in self.sums)


def reconciled_days() -> QuerySet[ReconciledDay]:
    """Select the days that were matched, newest first."""
    return ReconciledDay.objects.order_by("-day")


def day_cards(rows: Sequence[ReconciledDay]) -> list[DayCard]:
    """Return the days with what was matched and what differs, in the order given."""
    cards = {row.day: DayCard(row.day, row.at, row.by) for row in rows}
    if not cards:
        return []
    for sum_ in _matched_by_day(min(cards), max(cards)):
        if card := cards.get(sum_["day"]):
            currency = sum_["currency"]
            card.sums.append(
                MatchedSum(
                    sum_["count"], Money(sum_["amount"], currency), Money(sum_["fee"], currency)
                )
            )
    counts = (
        Difference.objects.standing()
        .filter(day__in=cards)
        .values("day")
        .annotate(
            unexplained=Count("pk", filter=Q(explained_at=None)),
            explained=Count("pk", filter=Q(explained_at__isnull=False)),
        )
    )
    for row in counts.order_by("day"):
        cards[row["day"]].unexplained = row["unexplained"]
        cards[row["day"]].explained = row["explained"]
    return list(cards.values())


def _matched_by_day(first: date, last: date) -> Iterable[Mapping[str, Any]]:
    span = Movement.objects.annotate(day=TruncDate("created_at", tzinfo=UTC)).filter(
        day__gte=first, day__lte=last
    )
    differing = Difference.objects.standing().values("movement")
    return (
        span.exclude(id__in=differing)
        .values("day", "currency")
        .annotate(count=Count("id"), amount=Sum("amount_minor"), fee=Sum("fee_minor"))
        .order_by("day", "currency")
    )


def differences_of(day: date) -> list[Difference]:
    """Return what differs on a day, the unexplained first."""
    rows = Difference.objects.standing().filter(day=day)
    return list(rows.order_by("explained_at", "reference", "key"))


def unexplained_count() -> int:
    """Count the differences that wait for somebody."""
    return Difference.objects.unexplained().count()


def runs_by_transfer(references: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Return the run and the place in it of each transfer among the processor's ids."""
    rows = Transfer.objects.filter(transfer_reference__in=references).select_related("run")
    return {row.transfer_reference or "": (row.run.number, row.position) for row in rows}


def tenants_by_payment(references: Sequence[str]) -> dict[str, UUID]:
    """Return whose payment each of the processor's ids is, as far as we know it."""
    rows = PaymentRoute.objects.filter(payment_intent__in=references)
    return {row.payment_intent or "": row.tenant_id for row in rows}


def faults_of_reconciliation() -> list[str]:
    """
    Name what keeps our account at the processor from being the sum of its matched movements.

    Postings of days that nobody matched yet, and differences a person explained, stand apart.
    """
    faults = [
        f"{PROVIDER}: {row['matched']} {row['currency']} matched, {row['explained']} explained and "
        f"{row['waiting']} waiting make {row['sum']}, the account says {row['books']}"
        for row in _proof()
        if row["sum"] != row["books"]
    ]
    faults += [
        f"{PROVIDER}: journal {key} names no movement of the processor's"
        for key in unreferenced(account_code=PROVIDER)
    ]
    open_ones = Difference.objects.unexplained()
    faults += [
        f"{row.day}: {row.reference} is {row.theirs or 'unknown'} at the processor and "
        f"{row.ours or 'unknown'} in our books"
        for row in open_ones.order_by("day", "key")[:NAMED]
    ]
    return faults


def _proof() -> list[dict[str, object]]:
    return [
        row
        | {
            "sum": row["matched"] + row["explained"] + row["waiting"],
            "books": balance(code=PROVIDER, currency=row["currency"]).minor,
        }
        for row in proof_rows()
    ]
