"""Name what is off between what came by transfer, what it was for, and the telco's books."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import F, Q, Sum

from billing.bank.accounts import RECEIVED
from billing.bank.models import Allotment, BankEntry, BankReturn
from billing.ledger.queries import balances
from kith.audit.queries import recorded
from kith.wall import public_side

PATIENCE = timedelta(days=2)


@public_side
def faults_of_bank() -> list[str]:
    """Name amounts given away twice or not at all, and what the books say otherwise."""
    return [*_faults_of_entries(), *_faults_of_books(), *_faults_of_agreements()]


@public_side
def unended_bank(*, at: datetime) -> list[str]:
    """Name what a shop was given and has not taken for over two days."""
    rows = Allotment.objects.waiting().filter(kind=Allotment.BILL, at__lt=at - PATIENCE)
    return [f"{row} of {row.amount} has not paid bill {row.number}" for row in rows.order_by("pk")]


def _faults_of_entries() -> list[str]:
    given = Sum("allotments__amount_minor", filter=Q(allotments__undone_at=None), default=0)
    off = BankEntry.objects.annotate(given=given).exclude(amount_minor=F("given") + F("left_minor"))
    faults = [
        f"{row} of {row.amount}: {row.given} is given away and {row.left} is left"
        for row in off.order_by("pk")
    ]
    lost = BankReturn.objects.filter(allotment__isnull=False).exclude(
        Q(sent_at=None, allotment__done_at=None)
        | Q(sent_at__isnull=False, sent_at=F("allotment__done_at"))
    )
    return faults + [f"{row} and its allotment disagree" for row in lost.order_by("pk")]


def _faults_of_books() -> list[str]:
    """What is nobody's yet in the books is what no bill took and nobody sent back."""
    held: dict[str, int] = defaultdict(int)
    for row in BankEntry.objects.open().values("currency").annotate(sum=Sum("left_minor")):
        held[row["currency"]] += row["sum"]
    for row in Allotment.objects.waiting().values("currency").annotate(sum=Sum("amount_minor")):
        held[row["currency"]] += row["sum"]
    books = {amount.currency: -amount.minor for amount in balances(code=RECEIVED)}
    return [
        f"{RECEIVED} says {books.get(currency, 0)}, the amounts sum to {held[currency]} {currency}"
        for currency in sorted({*held, *books})
        if books.get(currency, 0) != held[currency]
    ]


def _faults_of_agreements() -> list[str]:
    """What two people decided, both are known to have decided."""
    rows = Allotment.objects.exclude(agreed_by=None).order_by("pk")
    if not rows:
        return []
    said = {
        (entry.detail["allotment"], entry.detail["agreed_by"])
        for action in ("bank_entry.bill", "bank_entry.return", "bank_entry.aside")
        for entry in recorded(action=action)
    }
    return [
        f"{row}: nobody is known to have agreed to it as {row.agreed_by}"
        for row in rows
        if (str(row.pk), str(row.agreed_by)) not in said
    ]
