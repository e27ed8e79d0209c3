"""Name what is off between shares, transfers, statements and the telco's books."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from billing.ledger.queries import balance
from billing.settlement.approvals import faults_of_approvals
from billing.settlement.models import (
    Accrual,
    Overpayment,
    Reversal,
    Statement,
    Transfer,
    WriteOff,
)
from billing.settlement.netting import faults_of_netting
from billing.settlement.payout_accounts import faults_of_accounts
from billing.settlement.reconciliation import faults_of_reconciliation
from kith.transmission.checks import unended
from kith.wall import public_side


@public_side
def faults_of_settlement() -> list[str]:
    """Name what is off between shares, transfers, statements and the telco's books."""
    return [
        *_faults_of_transfers(),
        *_faults_of_statements(),
        *_faults_of_reversals(),
        *_faults_of_payables(),
        *_faults_of_overpayments(),
        *_faults_of_clawbacks(),
        *faults_of_netting(),
        *faults_of_accounts(),
        *faults_of_approvals(),
        *faults_of_reconciliation(),
    ]


@public_side
def unended_settlement(*, at: datetime) -> list[str]:
    """Name the transfers, reversals and overpayments that have not ended for over two days."""
    return [
        *unended(Transfer.objects.all(), at=at),
        *unended(Reversal.objects.all(), at=at),
        *unended(Overpayment.objects.all(), at=at),
    ]


def _faults_of_transfers() -> list[str]:
    linked = Q(accruals__state__in=[Accrual.IN_RUN, Accrual.PAID])
    off = (
        Transfer.objects.exclude(state=Transfer.FAILED)
        .annotate(shares=Sum("accruals__amount_minor", filter=linked, default=0))
        .exclude(shares=F("amount_minor"))
        .order_by("pk")
    )
    return [
        f"transfer {row.pk} pays {row.amount_minor}, its shares sum to {row.shares}" for row in off
    ]


def _faults_of_statements() -> list[str]:
    off = (
        Statement.objects.annotate(sum=Sum("lines__amount_minor", default=0))
        .exclude(
            sum=F("total_minor"),
            total_minor=Coalesce(
                "transfer__amount_minor",
                -F("reversal__amount_minor"),
                -F("write_off__amount_minor"),
            ),
        )
        .order_by("pk")
    )
    faults = [f"statement {row.number} says {row.total_minor}, its lines {row.sum}" for row in off]
    untold = Transfer.objects.filter(state=Transfer.PAID, statement=None).order_by("pk")
    faults += [f"transfer {row.pk} was paid without a statement" for row in untold]
    returned = Reversal.objects.filter(state=Reversal.DONE, statement=None).order_by("pk")
    faults += [f"reversal {row.pk} was done without a statement" for row in returned]
    given_up = WriteOff.objects.filter(done_at__isnull=False, statement=None).order_by("pk")
    return faults + [f"write-off {row.pk} was done without a statement" for row in given_up]


def _faults_of_reversals() -> list[str]:
    linked = Q(accruals__state__in=[Accrual.RETURNING, Accrual.RETURNED])
    off = (
        Reversal.objects.live()
        .annotate(taken=Sum("accruals__amount_minor", filter=linked, default=0))
        .exclude(amount_minor=-F("taken"))
        .order_by("pk")
    )
    return [
        f"reversal {pk} takes {minor}, its claw-backs sum to {taken}"
        for pk, minor, taken in off.values_list("pk", "amount_minor", "taken")
    ]


def _faults_of_clawbacks() -> list[str]:
    """What a refund takes back is taken from whoever got it."""
    off = Accrual.objects.filter(kind=Accrual.CLAWBACK).exclude(payee=F("takes_from__payee"))
    return [
        f"claw-back of {row.label} on {row.invoice_number} is asked of another payee"
        for row in off.order_by("pk")
    ]


def _faults_of_payables() -> list[str]:
    """The telco owes what is accrued and not yet in a run; frozen money is in transit."""
    faults = []
    owed = Accrual.objects.filter(state__in=[*Accrual.OPEN, Accrual.REVERSED])
    moving = Transfer.objects.exclude(state__in=Transfer.FINAL)
    # Money on its way back stands on the other side.
    returning = Accrual.objects.filter(state=Accrual.RETURNING)
    currencies = {*Accrual.objects.values_list("currency", flat=True).distinct().order_by()}
    for currency in sorted(currencies):
        for code, rows in (
            ("payable:payees", owed),
            ("in_transit:payouts", moving),
            ("in_transit:reversals", returning),
        ):
            truth = rows.filter(currency=currency).aggregate(sum=Sum("amount_minor", default=0))
            books = balance(code=code, currency=currency)
            if books.minor != -truth["sum"]:
                faults.append(f"{code} says {books}, the rows sum to {truth['sum']} {currency}")
    return faults


def _faults_of_overpayments() -> list[str]:
    """What nobody asked for is owed to whoever paid it until it is back."""
    lost = Overpayment.objects.filter(state=Overpayment.FAILED).order_by("pk")
    faults = [f"{row} of {row.amount} could not be given back: {row.note}" for row in lost]
    owed = Overpayment.objects.exclude(state=Overpayment.DONE).values("currency")
    for row in owed.annotate(sum=Sum("amount_minor")).order_by("currency"):
        books = balance(code="refunds:due", currency=row["currency"])
        if books.minor != -row["sum"]:
            faults.append(f"refunds:due says {books}, the overpayments sum to {row['sum']}")
    return faults
