"""Give each party back what a refund took, because the money did not reach the customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.clawbacks import against, hold_shares_of
from billing.settlement.models import Accrual, Payee
from billing.settlement.movements import PROCESSOR, movement_named
from billing.settlement.shares import SplitLine, clawback_key, clearing_account, public_legs
from kith.money import Money
from kith.wall import public_side
from tenants.registry.queries import tenant_facts


@public_side
@transaction.atomic
def restore_shares(
    *,
    tenant_id: UUID,
    debit_note_id: UUID,
    credit_note_id: UUID,
    lines: Sequence[SplitLine],
    at: datetime,
    reference: str = "",
    paid_from: str = PROCESSOR,
) -> Money:
    """
    Take a claw-back back to the cent; the same debit note again changes nothing.

    What was taken of a share that still waits is given back with it; of one that was paid, the
    payee's next run pays it. What had been written off is not paid out: the write-off shrinks
    by it. The money came back to the account `paid_from`. Returns how much of the seller's part
    had been written off.

    :raises KeyReused: the debit note was booked before in another way
    """
    given = _give_back(tenant_id, debit_note_id, credit_note_id, lines, at)
    shares = [share for line in lines for share in line.shares]
    currency = shares[0].amount.currency
    waived = [row for row in given if row.state == Accrual.WAIVED]
    # The ledger's accounts are locked last, as everywhere.
    post_journals(
        entries=[
            *_entries(tenant_id, debit_note_id, lines, at, reference, paid_from),
            *_unwaived(debit_note_id, waived, currency, at),
        ]
    )
    sellers = [row for row in waived if row.payee.party_kind == Payee.TENANT]
    return Money(sum(row.amount_minor for row in sellers), currency)


def _entries(
    tenant_id: UUID,
    debit_note_id: UUID,
    lines: Sequence[SplitLine],
    at: datetime,
    reference: str,
    paid_from: str,
) -> list[Entry]:
    shares = [share for line in lines for share in line.shares]
    is_home = tenant_facts(tenant_id=tenant_id).kind == "home"
    total = Money(sum(share.amount.minor for share in shares), shares[0].amount.currency)
    clearing = clearing_account(tenant_id)
    return [
        Entry(
            key=f"refund_undone:{tenant_id}:{debit_note_id}",
            kind="refund_undone",
            legs=[Leg(paid_from, total), Leg(clearing, -total)],
            effective_at=at,
            reference=movement_named(reference, paid_from, debit_note_id),
        ),
        Entry(
            key=f"refund_share_out_undone:{tenant_id}:{debit_note_id}",
            kind="refund_undone",
            legs=[Leg(clearing, total), *public_legs(shares, is_home=is_home, sign=-1)],
            effective_at=at,
        ),
    ]


def _unwaived(
    debit_note_id: UUID, waived: Sequence[Accrual], currency: str, at: datetime
) -> list[Entry]:
    amount = Money(sum(row.amount_minor for row in waived), currency)
    if not amount:
        return []
    return [
        Entry(
            key=f"write_off_undone:{debit_note_id}",
            kind="write_off_undone",
            legs=[Leg("payable:payees", amount), Leg("expense:write_offs", -amount)],
            effective_at=at,
        )
    ]


def _give_back(
    tenant_id: UUID,
    debit_note_id: UUID,
    credit_note_id: UUID,
    lines: Sequence[SplitLine],
    at: datetime,
) -> list[Accrual]:
    shares = hold_shares_of(lines, tenant_id=tenant_id)
    given = Accrual.objects.filter(key__in=_keys(debit_note_id, shares))
    if not given.exists():
        _reopen([share for share, _minor in shares])
        keys = _keys(credit_note_id, shares)
        taken = {row.takes_from_id: row for row in Accrual.objects.filter(key__in=keys)}
        rows = [
            _restored(share, taken.get(share.pk), minor, debit_note_id, at)
            for share, minor in shares
        ]
        Accrual.objects.bulk_create(rows)
    return list(given.select_related("payee").order_by("pk"))


def _keys(note_id: UUID, shares: Sequence[tuple[Accrual, int]]) -> list[str]:
    return [clawback_key(note_id, share.pk) for share, _minor in shares]


def _reopen(shares: Sequence[Accrual]) -> None:
    """A share that was taken back whole waits for its run again, beside what was taken of it."""
    closed = [share for share in shares if share.state == Accrual.REVERSED]
    taken = Accrual.objects.filter(takes_from__in=closed, state=Accrual.REVERSED)
    pairs = taken | Accrual.objects.filter(pk__in=[share.pk for share in closed])
    pairs.update(state=Accrual.ACCRUED)
    for share in closed:
        share.state = Accrual.ACCRUED


def _restored(
    share: Accrual, taken: Accrual | None, minor: int, debit_note_id: UUID, at: datetime
) -> Accrual:
    return against(
        share,
        note_id=debit_note_id,
        minor=minor,
        waits_with_it=share.state in Accrual.OPEN
        and (taken is None or taken.state in Accrual.OPEN),
        gives_back=taken,
        at=at,
    )
