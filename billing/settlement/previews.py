"""What a run would pay if it were opened, and what everybody waits for, by the rules of runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from billing.settlement.cut_offs import cut_off_of, run_day_of
from billing.settlement.models import Accrual, Payee
from billing.settlement.sql_runs import standing_rows
from billing.settlement.sums import PAID, frozen_today
from billing.settlement.terms import payout_terms
from kith.money import Money
from kith.wall import public_side
from tenants.registry.queries import tenant_names

type Row = dict[str, Any]


@dataclass(frozen=True)
class DuePayee:
    """What a shop, or all together, would pay a payee in a run, or why it would pay nothing."""

    payee_id: UUID
    name: str
    party_kind: str
    # None: all shops together.
    shop_id: UUID | None
    shop: str
    amount: Money
    shares: int
    since: datetime
    standing: str

    @property
    def is_due(self) -> bool:
        return self.standing == "due"


@dataclass(frozen=True)
class RunPreview:
    """A run as it would be opened now."""

    payees: list[DuePayee]
    total: Money
    minimum: Money
    # Above it, together with what this day's runs hold already, one person does not release.
    limit: Money
    earlier_today: Money

    @property
    def needs_two(self) -> bool:
        return (self.total + self.earlier_today) > self.limit

    @property
    def payee_count(self) -> int:
        """How many the run would pay, whatever the number of shops."""
        return len({row.payee_id for row in self.payees if row.is_due})

    @property
    def waiting_count(self) -> int:
        """How many are due something that no run pays yet: too small, or nowhere to send it."""
        waiting = {row.payee_id for row in self.payees if not row.is_due and row.amount.minor > 0}
        return len(waiting - {row.payee_id for row in self.payees if row.is_due})


@dataclass(frozen=True)
class Earnings:
    """What a party earned, by how near it is to being paid."""

    # Waits for its day.
    accrued: Money
    # Its day is over, whether the next run can send it or not.
    payable: Money
    # What of it a run of this day sends, and what of it is too small to be sent.
    next_payout: Money
    too_small: Money
    # Below zero: what refunds took back at shops that owe less than that.
    owed: Money
    # Due or not, until somebody has decided about its payment.
    held_back: Money
    on_its_way: Money
    paid: Money
    # The day whose run pays the first of what still waits.
    next_payable_on: date | None


@public_side
def run_preview(*, currency: str, cut_off_at: datetime, at: datetime) -> RunPreview:
    """Show what a run opened `at` with this cut-off would pay, and whom it would leave out."""
    terms = payout_terms(currency=currency, at=at)
    rows = standing_rows(currency=currency, cut_off=cut_off_at, minimum=terms.minimum_minor, at=at)
    payees = _shown(rows, currency)
    total = sum(payee.amount.minor for payee in payees if payee.is_due)
    return RunPreview(
        payees=payees,
        total=Money(total, currency),
        minimum=Money(terms.minimum_minor, currency),
        limit=Money(terms.four_eyes_above_minor, currency),
        earlier_today=frozen_today(currency=currency, at=at),
    )


@public_side
def earned_by(
    *, party_kind: str, party_ref: UUID, currency: str, at: datetime
) -> tuple[Earnings, list[DuePayee]]:
    """Return what a party earned, and what a run of this day would pay of it, shop by shop."""
    payees, rows = _standing_of(party_kind, party_ref, currency, at)
    return _earnings(payees, rows, currency), _shown(rows, currency)


@public_side
def earnings_of(*, party_kind: str, party_ref: UUID, currency: str, at: datetime) -> Earnings:
    """
    Sum what a party earned: not due yet, payable now, held back, on its way, paid.

    What is payable at one shop is not lowered by what is owed to another, but by consent.
    """
    payees, rows = _standing_of(party_kind, party_ref, currency, at)
    return _earnings(payees, rows, currency)


def _standing_of(
    party_kind: str, party_ref: UUID, currency: str, at: datetime
) -> tuple[list[UUID], list[Row]]:
    party = {"party_kind": party_kind, "party_ref": party_ref}
    payees = list(Payee.objects.filter(**party).values_list("pk", flat=True))
    minimum = payout_terms(currency=currency, at=at).minimum_minor
    cut_off = cut_off_of(at)
    return payees, standing_rows(
        cut_off=cut_off, minimum=minimum, at=at, currency=currency, payees=payees
    )


def _earnings(payees: list[UUID], rows: list[Row], currency: str) -> Earnings:
    mine = Accrual.objects.filter(payee__in=payees, currency=currency)
    ended = mine.aggregate(
        in_run=Sum("amount_minor", filter=Q(state=Accrual.IN_RUN), default=0),
        paid=Sum("amount_minor", filter=PAID, default=0),
    )
    ahead = [row["ahead_from"] for row in rows if row["ahead_from"]]

    def total(minors: Iterable[int]) -> Money:
        return Money(int(sum(minors)), currency)

    def standing(name: str) -> Money:
        return total(row["amount"] for row in rows if row["standing"] == name and row["shares"])

    return Earnings(
        accrued=total(row["ahead"] for row in rows),
        payable=total(row["amount"] for row in rows if row["amount"] > 0),
        next_payout=standing("due"),
        too_small=standing("below_minimum"),
        owed=total(row["amount"] for row in rows if row["amount"] < 0),
        held_back=total(row["held_back"] for row in rows),
        on_its_way=total([ended["in_run"]]),
        paid=total([ended["paid"]]),
        next_payable_on=run_day_of(min(ahead)) if ahead else None,
    )


def _shown(found: list[Row], currency: str) -> list[DuePayee]:
    rows = [row for row in found if row["shares"]]
    names = tenant_names(ids={row["shop"] for row in rows if row["shop"]})
    return [
        DuePayee(
            payee_id=row["uuid"],
            name=row["display_name"],
            party_kind=row["party_kind"],
            shop_id=row["shop"],
            shop=names.get(row["shop"], ""),
            amount=Money(int(row["amount"]), currency),
            shares=row["shares"],
            since=row["since"],
            standing=row["standing"],
        )
        for row in rows
    ]
