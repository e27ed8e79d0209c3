"""What a run would pay if it were opened, by the very rules that freeze it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from billing.settlement.models import Payee
from billing.settlement.sql_runs import preview_rows
from billing.settlement.sums import frozen_today
from billing.settlement.terms import PayoutTerms, payout_terms
from kith.money import Money
from kith.wall import public_side
from tenants.registry.queries import tenant_names


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
        """How many are due something, whatever the number of shops."""
        return len({row.payee_id for row in self.payees})


@public_side
def run_preview(*, currency: str, cut_off_at: datetime, at: datetime) -> RunPreview:
    """Show what a run opened `at` with this cut-off would pay, and whom it would leave out."""
    terms = payout_terms(currency=currency, at=at)
    payees = _due(currency=currency, cut_off_at=cut_off_at, terms=terms, at=at)
    total = sum(payee.amount.minor for payee in payees if payee.is_due)
    return RunPreview(
        payees=payees,
        total=Money(total, currency),
        minimum=Money(terms.minimum_minor, currency),
        limit=Money(terms.four_eyes_above_minor, currency),
        earlier_today=frozen_today(currency=currency, at=at),
    )


@public_side
def next_payments(
    *, party_kind: str, party_ref: UUID, currency: str, at: datetime
) -> list[DuePayee]:
    """Return what a run opened now would pay a party, shop by shop or all together."""
    payee = Payee.objects.filter(party_kind=party_kind, party_ref=party_ref).first()
    if payee is None:
        return []
    terms = payout_terms(currency=currency, at=at)
    return _due(currency=currency, cut_off_at=at, terms=terms, at=at, payee_id=payee.pk)


def _due(
    *,
    currency: str,
    cut_off_at: datetime,
    terms: PayoutTerms,
    at: datetime,
    payee_id: UUID | None = None,
) -> list[DuePayee]:
    rows = preview_rows(
        currency=currency,
        cut_off=cut_off_at,
        minimum=terms.minimum_minor,
        at=at,
        payee=payee_id,
    )
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
