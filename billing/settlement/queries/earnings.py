"""What a party earned, share by share."""

from __future__ import annotations

from uuid import UUID

from billing.settlement.models import Accrual
from kith.wall import public_side


@public_side
def accruals_of(*, party_kind: str, party_ref: UUID, limit: int | None = 50) -> list[Accrual]:
    """Return a party's newest shares and what was taken back of them."""
    mine = Accrual.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    rows = mine.with_hold()
    return list(rows.order_by("-accrued_at", "-invoice_number", "pk")[:limit])
