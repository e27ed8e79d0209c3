"""A paid or refunded line and its shares, as the tenant's side hands them over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Payee
from kith.money import Money

TAX, WHOLESALE, PLATFORM = "tax", "wholesale", "platform"
SELLER, SPONSOR, ROUNDING = "seller", "sponsor", "rounding"
# The order in which people read a split.
PARTIES = (TAX, WHOLESALE, PLATFORM, SELLER, SPONSOR, ROUNDING)

# Where a party's share stands in the telco's books.
PUBLIC_ACCOUNTS = {
    TAX: "tax:payable",
    WHOLESALE: "income:wholesale",
    PLATFORM: "income:platform_fees",
    SELLER: "payable:payees",
    SPONSOR: "payable:payees",
    ROUNDING: "rounding:residue",
}


@dataclass(frozen=True)
class Share:
    """One party's part of one line."""

    party: str
    party_ref: UUID | None
    amount: Money


@dataclass(frozen=True)
class SplitLine:
    """One invoice line with its parts."""

    invoice_id: UUID
    invoice_number: str
    invoice_line_id: UUID
    label: str
    shares: tuple[Share, ...]
    at: datetime


def clearing_account(tenant_id: UUID) -> str:
    """Return the telco's account of what it and this tenant owe each other."""
    return f"clearing:tenant:{tenant_id}"


def public_legs(shares: Iterable[Share], *, is_home: bool, sign: int) -> list[Leg]:
    """Return one leg for each account the shares touch; `sign` -1 credits, +1 debits."""
    sums: dict[tuple[str, str], int] = {}
    for share in shares:
        account = PUBLIC_ACCOUNTS[share.party]
        if is_home and share.party == SELLER:
            # The telco's own shop keeps its share: there is nobody to pay.
            account = "income:own_sales"
        where = (account, share.amount.currency)
        sums[where] = sums.get(where, 0) + share.amount.minor
    return [
        Leg(account, Money(sign * amount, currency))
        for (account, currency), amount in sorted(sums.items())
        if amount
    ]


def accrual_key(party: str, invoice_line_id: UUID) -> str:
    """Return the key under which a party's share of a line is accrued."""
    return f"{party}:{invoice_line_id}"


def clawback_key(document_id: UUID, share_id: UUID) -> str:
    """Return the key of what one credit or debit note takes of one share, or gives back to it."""
    return f"clawback:{document_id}:{share_id.hex}"


def party_of(tenant_id: UUID, share: Share) -> tuple[str, UUID]:
    """Return who is paid a share: the seller's tenant, or the sponsor."""
    if share.party == SELLER:
        return Payee.TENANT, tenant_id
    return Payee.PERSON, UUID(str(share.party_ref))
