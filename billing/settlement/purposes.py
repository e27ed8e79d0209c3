"""What a transfer and a reversal are for, in words that a restored house would choose again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from billing.settlement.models import Accrual, Payee
from kith.derived import fingerprint

# How a purpose writes the cut-off, in UTC.
MOMENT = "%Y%m%dT%H%M%S"
# Where it would name a shop, of a transfer that pays what all shops owe together.
ALL_SHOPS = "all"


def transfer_purpose(
    *,
    payee: Payee,
    shop_id: UUID | None,
    currency: str,
    cut_off_at: datetime,
    shares: Iterable[Accrual],
) -> str:
    """
    Name a transfer: to whom, for which shop or for all, until when, and exactly which shares.

    `sql_runs` says the same in SQL, for all payees of a run at once.
    """
    moment = cut_off_at.astimezone(UTC).strftime(MOMENT)
    shop = shop_id or ALL_SHOPS
    what = fingerprint_of(shares)
    return f"transfer:{payee.party_kind}:{payee.party_ref}:{shop}:{currency}:{moment}:{what}"


def reversal_purpose(*, transfer_reference: str, clawbacks: Iterable[Accrual]) -> str:
    """Name a reversal: of which transfer, and for exactly which claw-backs."""
    return f"reversal:{transfer_reference}:{fingerprint_of(clawbacks)}"


def fingerprint_of(rows: Iterable[Accrual]) -> str:
    """Return what stands in a purpose for exactly these rows."""
    return fingerprint(f"{row.key}={row.amount_minor}" for row in rows)
