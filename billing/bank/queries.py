"""What others may ask of money that came by transfer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from billing.bank.models import Allotment, BankEntry, BankFile, BankReturn
from kith.money import Money
from kith.proposals.queries import waiting_count
from kith.wall import public_side

# What it is called where proposals are kept.
PROPOSED = "bank_allotment"


@dataclass(frozen=True)
class ToBePaid:
    """A part of an amount that came in, for a bill of the asker's shop."""

    id: UUID
    invoice_id: UUID
    amount: Money
    arrived_at: datetime


@public_side
def to_be_paid(*, batch: UUID, tenant_id: UUID) -> list[ToBePaid]:
    """Return what of a batch is for bills of a shop and has not paid them yet."""
    rows = Allotment.objects.waiting().filter(batch=batch, tenant_id=tenant_id)
    return [
        ToBePaid(row.pk, row.invoice_id, row.amount, row.entry.arrived_at)
        for row in rows.select_related("entry").order_by("entry__booked_on", "pk")
        if row.invoice_id
    ]


@public_side
def return_is_sent(*, purpose: str) -> bool | None:
    """Say whether money was sent back for a purpose; None where nobody asked for it."""
    sent = BankReturn.objects.filter(purpose=purpose).values_list("sent_at", flat=True).first()
    known = BankReturn.objects.filter(purpose=purpose).exists()
    return bool(sent) if known else None


def open_entries() -> QuerySet[BankEntry]:
    """Select the amounts that wait for a person, the oldest first."""
    return BankEntry.objects.open().order_by("booked_on", "pk")


def entries_like(text: str) -> QuerySet[BankEntry]:
    """Select the amounts whose payer or text holds a word, the newest first."""
    found = BankEntry.objects.filter(payer_name__icontains=text) | BankEntry.objects.filter(
        text__icontains=text
    )
    return found.order_by("-booked_on", "pk")


def bank_files() -> QuerySet[BankFile]:
    """Select the files that were taken in, the newest first."""
    return BankFile.objects.order_by("-taken_at", "pk")


def waiting_returns() -> QuerySet[BankReturn]:
    """Select what somebody has to send at the bank, the oldest first."""
    return BankReturn.objects.waiting().select_related("allotment").order_by("asked_at", "pk")


def allotments_of(entry: BankEntry) -> Sequence[Allotment]:
    """Return what was decided about an amount, the first first."""
    return list(entry.allotments.select_related("bank_return").order_by("at", "pk"))


@public_side
def open_entry_count() -> int:
    """Count the amounts that wait for a person."""
    return BankEntry.objects.open().count()


@public_side
def waiting_return_count() -> int:
    """Count what somebody has to send at the bank."""
    return BankReturn.objects.waiting().count()


def allotments_to_agree() -> int:
    """Count what waits for a second person."""
    return waiting_count(kind=PROPOSED)
