"""Runs and their transfers: how far they are, who approved them, who waits for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Now

from billing.settlement.cut_offs import today_in_sql
from billing.settlement.models import (
    Accrual,
    Payee,
    Reversal,
    Run,
    RunApproval,
    SettlementTerms,
    Transfer,
)
from kith.money import Money
from kith.wall import public_side
from tenants.accounts.queries import PersonCard, person_cards


@dataclass(frozen=True)
class RunProgress:
    """How far a run is: transfers by state, in numbers and in money."""

    counts: dict[str, int]
    paid: Money
    total: Money

    @property
    def transfers(self) -> int:
        return sum(self.counts.values())

    @property
    def ended(self) -> int:
        return sum(self.counts.get(state, 0) for state in Transfer.FINAL)


def runs() -> QuerySet[Run]:
    """Select all runs, newest first, with their numbers of transfers."""
    return Run.objects.annotate(
        transfer_count=Count("transfers", filter=Q(transfers__exclusion=None)),
        paid_count=Count("transfers", filter=Q(transfers__state=Transfer.PAID)),
    ).order_by("-frozen_at", "-pk")


def run_progress(run: Run) -> RunProgress:
    """Count a run's transfers by state."""
    rows = (
        run.transfers.filter(exclusion=None)
        .values("state")
        .annotate(n=Count("pk"), sum=Sum("amount_minor"))
    )
    counts = {row["state"]: row["n"] for row in rows.order_by("state")}
    paid = sum(row["sum"] for row in rows if row["state"] == Transfer.PAID)
    return RunProgress(counts, Money(paid, run.currency), run.total)


def approvals_of(run: Run) -> list[tuple[RunApproval, PersonCard | None]]:
    """Return who approved a run, the first one first."""
    rows = list(RunApproval.objects.filter(run=run).order_by("at", "pk"))
    people = person_cards([row.by for row in rows])
    return [(row, people.get(row.by)) for row in rows]


def transfers_of(run: Run) -> QuerySet[Transfer]:
    """
    Select a run's transfers in their order, with payee, statement and what was taken back.

    Those of payees who were left out are no part of it.
    """
    done = Q(reversals__state=Reversal.DONE)
    rows = run.transfers.filter(exclusion=None).annotate(
        taken_back_minor=Sum("reversals__amount_minor", filter=done, default=0)
    )
    return rows.select_related("payee", "statement").order_by("position")


def shares_of(transfer: Transfer) -> QuerySet[Accrual]:
    """Select the shares that a transfer pays, or would have paid, the oldest first."""
    return transfer.accruals.order_by("accrued_at", "invoice_number", "pk")


@public_side
def waiting_run_count() -> int:
    """Count the frozen runs that wait for an approval."""
    return Run.objects.frozen().count()


@public_side
def last_run_at() -> datetime | None:
    """Return when the last run was frozen that was not thrown away."""
    runs = Run.objects.filter(abandoned_at=None).order_by("-frozen_at")
    return runs.values_list("frozen_at", flat=True).first()


@public_side
def payees_waiting(*, long: timedelta) -> int:
    """
    Count whom a run would pay, where none was opened for so long.

    As a run does, each shop is looked at by itself; what is below the smallest payment waits on.
    """
    lately = Run.objects.filter(
        abandoned_at=None, frozen_at__gt=Now() - long, currency=OuterRef("currency")
    )
    due = Accrual.objects.open().unheld().filter(~Exists(lately), payable_from__lte=today_in_sql())
    terms = SettlementTerms.objects.filter(currency=OuterRef("currency"), starts_at__lte=Now())
    least = Subquery(terms.order_by("-starts_at", "-pk").values("minimum_minor")[:1])
    rows = due.filter(payee__in=Payee.objects.reachable()).values("payee", "currency", "tenant_id")
    paid = rows.annotate(
        sum=Sum("amount_minor"), least=Coalesce(least, Value(1, BigIntegerField()))
    )
    return len(set(paid.filter(sum__gte=F("least")).values_list("payee", flat=True)))
