"""What a party earned, and how near that is to being paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import (
    Q,
    Sum,
)

from billing.settlement.models import (
    Accrual,
)
from billing.settlement.queries.payees import netting_choice
from billing.settlement.sums import PAID, in_the_black_and_red
from kith.money import Money
from kith.wall import public_side


@dataclass(frozen=True)
class Earnings:
    """What a party earned, by how near it is to being paid."""

    accrued: Money
    payable: Money
    # Below zero: what refunds took back at shops that owe less than that.
    owed: Money
    # Due or not, until somebody has decided about its payment.
    held_back: Money
    on_its_way: Money
    paid: Money
    next_payable_at: datetime | None


@public_side
def earnings_of(*, party_kind: str, party_ref: UUID, currency: str, at: datetime) -> Earnings:
    """
    Sum what a party earned: not due yet, payable now, held back, on its way, paid.

    What is payable at one shop is not lowered by what is owed to another, but by consent.
    """
    party = {"payee__party_kind": party_kind, "payee__party_ref": party_ref}
    mine = Accrual.objects.filter(**party, currency=currency)
    waiting = Q(state__in=Accrual.OPEN, held_for="")
    held_back = Q(state__in=Accrual.OPEN) & ~Q(held_for="")
    shops = mine.with_hold().values("tenant_id")
    sums = shops.annotate(
        accrued=Sum("amount_minor", filter=waiting & Q(payable_from__gt=at), default=0),
        payable=Sum("amount_minor", filter=waiting & Q(payable_from__lte=at), default=0),
        held_back=Sum("amount_minor", filter=held_back, default=0),
        in_run=Sum("amount_minor", filter=Q(state=Accrual.IN_RUN), default=0),
        paid=Sum("amount_minor", filter=PAID, default=0),
    ).order_by("tenant_id")
    early = mine.open().unheld().filter(payable_from__gt=at).order_by("payable_from", "pk")
    choice = netting_choice(party_kind=party_kind, party_ref=party_ref, at=at)
    is_one = choice is not None and choice.is_given
    payable, owed = in_the_black_and_red((row["payable"] for row in sums), is_one=is_one)

    def total(minors: Iterable[int]) -> Money:
        return Money(sum(minors), currency)

    return Earnings(
        accrued=total(row["accrued"] for row in sums),
        payable=Money(payable, currency),
        owed=Money(owed, currency),
        held_back=total(row["held_back"] for row in sums),
        on_its_way=total(row["in_run"] for row in sums),
        paid=total(row["paid"] for row in sums),
        next_payable_at=early.values_list("payable_from", flat=True).first(),
    )


@public_side
def accruals_of(*, party_kind: str, party_ref: UUID, limit: int | None = 50) -> list[Accrual]:
    """Return a party's newest shares and what was taken back of them."""
    mine = Accrual.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    rows = mine.with_hold()
    return list(rows.order_by("-accrued_at", "-invoice_number", "pk")[:limit])
