"""Where a party's part stands in a tenant's own books."""

from __future__ import annotations

from collections.abc import Iterable

from billing.ledger.usecases.post_journals import Leg
from billing.settlement.shares import PLATFORM, ROUNDING, SELLER, SPONSOR, TAX, WHOLESALE
from kith.money import Money

RECEIVABLE, CLEARING = "receivable:customers", "clearing:platform"
REFUNDS_DUE, FROM_PLATFORM = "refunds:due", "receivable:platform"
# What the telco no longer asks back.
WAIVED = "income:waived"

# When a line is billed, the seller's part is earned and the rest is owed onward.
BILLED = {
    TAX: "owed:tax",
    WHOLESALE: "owed:wholesale",
    PLATFORM: "owed:platform",
    SPONSOR: "owed:sponsor",
    ROUNDING: "owed:rounding",
    SELLER: "income:sales",
}
# When a payment is accrued, the telco settles what is owed and owes the seller the rest.
ACCRUED = BILLED | {SELLER: FROM_PLATFORM}
# When a bill is given up, the seller bears its part, and what was owed onward is owed no more.
WRITTEN_OFF = BILLED | {SELLER: "expense:bad_debts"}


def legs_of(
    parts: Iterable[tuple[str, int]], *, accounts: dict[str, str], currency: str, sign: int
) -> list[Leg]:
    """Return one leg for each account the parts touch."""
    sums: dict[str, int] = {}
    for party, amount in parts:
        sums[accounts[party]] = sums.get(accounts[party], 0) + amount
    return [
        Leg(account, Money(sign * amount, currency))
        for account, amount in sorted(sums.items())
        if amount
    ]
