"""What a shop's bills brought whom: the shares of its lines, and what was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    Sum,
)

from billing.settlement.models import (
    Accrual,
    Overpayment,
)
from kith.money import Money
from kith.wall import public_side


@dataclass(frozen=True)
class PartyShare:
    """What is left of one party's share of an invoice, and whether it is held back."""

    # `seller` or `sponsor`.
    party: str
    amount: Money
    is_paid: bool
    held_for: str


@public_side
def shares_of_invoice(*, tenant_id: UUID, invoice_number: str) -> list[PartyShare]:
    """Return the sellers' and sponsors' shares of an invoice, what was taken back left out."""
    rows = Accrual.objects.filter(tenant_id=tenant_id, invoice_number=invoice_number)
    taken = {
        row["takes_from"]: row["sum"]
        for row in rows.filter(kind=Accrual.CLAWBACK)
        .values("takes_from")
        .annotate(sum=Sum("amount_minor"))
        .order_by("takes_from")
    }
    shares = rows.exclude(kind=Accrual.CLAWBACK).with_hold().order_by("accrued_at", "pk")
    return [
        PartyShare(
            party=row.kind,
            amount=Money(row.amount_minor + taken.get(row.pk, 0), row.currency),
            is_paid=row.state in (Accrual.IN_RUN, Accrual.PAID),
            held_for=row.held_for if row.state in Accrual.OPEN else "",
        )
        for row in shares
    ]


@public_side
def unended_of(*, tenant_id: UUID) -> tuple[int, int]:
    """Count a shop's shares that are neither paid nor given back, and its payments going back."""
    ended = (Accrual.PAID, Accrual.REVERSED, Accrual.RETURNED, Accrual.WAIVED)
    shares = Accrual.objects.filter(tenant_id=tenant_id).exclude(state__in=ended)
    return shares.count(), Overpayment.objects.under_way().filter(tenant_id=tenant_id).count()


@public_side
def earned_by_line(*, tenant_id: UUID) -> dict[UUID, int]:
    """Return what each paid line of a tenant accrued, claw-backs left out."""
    rows = Accrual.objects.filter(tenant_id=tenant_id).exclude(kind=Accrual.CLAWBACK)
    sums = rows.values("invoice_line_id").annotate(sum=Sum("amount_minor"))
    return {row["invoice_line_id"]: row["sum"] for row in sums.order_by("invoice_line_id")}


@public_side
def parties_by_share(*, tenant_id: UUID) -> dict[tuple[UUID, str], tuple[str, UUID]]:
    """Return who is paid each share of a tenant's lines: by line and kind, a party."""
    rows = Accrual.objects.filter(tenant_id=tenant_id).exclude(kind=Accrual.CLAWBACK)
    found = rows.order_by("pk").values_list(
        "invoice_line_id", "kind", "payee__party_kind", "payee__party_ref"
    )
    return {(line, kind): (party_kind, ref) for line, kind, party_kind, ref in found}


@public_side
def taken_back_by_line(*, tenant_id: UUID) -> dict[UUID, int]:
    """Return what was taken back of each line of a tenant."""
    rows = Accrual.objects.filter(tenant_id=tenant_id, kind=Accrual.CLAWBACK)
    sums = rows.values("invoice_line_id").annotate(sum=Sum("amount_minor"))
    return {row["invoice_line_id"]: -row["sum"] for row in sums.order_by("invoice_line_id")}
