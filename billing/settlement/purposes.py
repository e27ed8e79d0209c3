"""What a transfer and a reversal are for, in words that a restored house would choose again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from billing.settlement.models import Accrual, Payee
from kith.derived import fingerprint

# How a purpose writes the cut-off, in UTC.
MOMENT = "%Y%m%dT%H%M%S"


def transfer_purpose(
    *, payee: Payee, currency: str, cut_off_at: datetime, shares: Iterable[Accrual]
) -> str:
    """
    Name a transfer: to whom, until when, and exactly which shares.

    `sql_runs` says the same in SQL, for all payees of a run at once.
    """
    moment = cut_off_at.astimezone(UTC).strftime(MOMENT)
    what = fingerprint(f"{share.key}={share.amount_minor}" for share in shares)
    return f"transfer:{payee.party_kind}:{payee.party_ref}:{currency}:{moment}:{what}"


def reversal_purpose(*, transfer_id: str, clawbacks: Iterable[Accrual]) -> str:
    """Name a reversal: of which transfer, and for exactly which claw-backs."""
    what = fingerprint(f"{row.key}={row.amount_minor}" for row in clawbacks)
    return f"reversal:{transfer_id}:{what}"
