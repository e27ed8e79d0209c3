"""What is taken of a share, and given back to it: rows against the share, beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from billing.settlement.models import Accrual, Payee
from billing.settlement.shares import SplitLine, accrual_key, clawback_key
from kith.derived import derived_uuid


def hold_shares_of(lines: Sequence[SplitLine], *, tenant_id: UUID) -> list[tuple[Accrual, int]]:
    """
    Lock what these lines gave each party; returns each share with its part, in minor units.

    The payees first, in order: a run being opened for them waits, or we wait for it.
    """
    parts = {
        accrual_key(share.party, line.invoice_line_id): share.amount.minor
        for line in lines
        for share in line.shares
        if share.amount
    }
    shares = Accrual.objects.filter(tenant_id=tenant_id, key__in=parts)
    list(Payee.objects.locked().filter(pk__in=shares.values("payee")))
    return [(share, parts[share.key]) for share in shares.locked()]


def against(
    original: Accrual,
    *,
    note_id: UUID,
    minor: int,
    waits_with_it: bool,
    at: datetime,
    gives_back: Accrual | None = None,
) -> Accrual:
    """
    Return the row, not saved, by which a credit note takes of a share or a debit note gives back.

    It waits for the run its share waits for; else, or where that ran, for the payee's next one.
    What it gives back of a write-off is nobody's to be paid.
    """
    waived_by = (
        gives_back.write_off_id if gives_back and gives_back.state == Accrual.WAIVED else None
    )
    state = Accrual.WAIVED if waived_by else Accrual.PAYABLE
    row = beside(original, key=clawback_key(note_id, original.pk), minor=minor, at=at)
    row.gives_back, row.write_off_id = gives_back, waived_by
    row.state = original.state if waits_with_it else state
    row.payable_from = original.payable_from if waits_with_it else max(at, original.payable_from)
    return row


def beside(original: Accrual, *, key: str, minor: int, at: datetime) -> Accrual:
    """Return a row, not saved, that changes a share: same line, same payee, payable now."""
    return Accrual(
        uuid=derived_uuid("accrual", key),
        key=key,
        tenant_id=original.tenant_id,
        invoice_line_id=original.invoice_line_id,
        invoice_number=original.invoice_number,
        label=original.label,
        payee_id=original.payee_id,
        kind=Accrual.CLAWBACK,
        takes_from=original,
        amount_minor=minor,
        currency=original.currency,
        state=Accrual.PAYABLE,
        accrued_at=at,
        payable_from=at,
    )
