"""Take back what a refunded line gave to each party, at the original rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.models import Accrual, Payee
from billing.settlement.movements import PROCESSOR, movement_named
from billing.settlement.shares import (
    SharedLine,
    accrual_key,
    clawback_key,
    clearing_account,
    public_legs,
)
from kith.derived import derived_uuid
from kith.money import Money
from kith.wall import public_side
from tenants.registry.queries import tenant_card


@public_side
@transaction.atomic
def claw_back(
    *,
    tenant_id: UUID,
    credit_note_id: UUID,
    lines: Sequence[SharedLine],
    at: datetime,
    reference: str = "",
    paid_from: str = PROCESSOR,
) -> None:
    """
    Book a refund and take each party's part of it back; the same credit note again changes nothing.

    A share not yet in a run shrinks in the same run it was waiting for. A share
    in a run or paid leaves a claw-back that the payee's next run sets off. The customer's
    money left the account `paid_from`: the processor's, or what a bank took for a dispute.

    :raises KeyReused: the credit note was booked before in another way
    """
    _take_back(tenant_id, credit_note_id, lines, at)
    # The ledger's accounts are locked last, as everywhere.
    seller = tenant_card(tenant_id=tenant_id)
    shares = [share for line in lines for share in line.shares]
    currency = shares[0].amount.currency
    total = Money(sum(share.amount.minor for share in shares), currency)
    clearing = clearing_account(tenant_id)
    post_journals(
        entries=[
            Entry(
                key=f"refund:{tenant_id}:{credit_note_id}",
                kind="refund",
                legs=[Leg(clearing, total), Leg(paid_from, -total)],
                effective_at=at,
                reference=movement_named(reference, paid_from, credit_note_id),
            ),
            Entry(
                key=f"refund_share_out:{tenant_id}:{credit_note_id}",
                kind="refund_share_out",
                legs=[
                    Leg(clearing, -total),
                    *public_legs(shares, is_home=seller.kind == "home", sign=1),
                ],
                effective_at=at,
            ),
        ]
    )


def _take_back(
    tenant_id: UUID, credit_note_id: UUID, lines: Sequence[SharedLine], at: datetime
) -> None:
    parts = {
        accrual_key(share.party, line.invoice_line_id): share.amount.minor
        for line in lines
        for share in line.shares
        if share.amount
    }
    # The payees first, in order: a run being opened for them waits, or we wait for it.
    owed = Accrual.objects.filter(key__in=parts)
    list(Payee.objects.locked().filter(pk__in=owed.values("payee")))
    originals = list(owed.locked())
    Accrual.objects.bulk_create(
        [_clawback(original, credit_note_id, parts[original.key], at) for original in originals],
        ignore_conflicts=True,
    )
    for original in originals:
        _close_when_nothing_is_left(original)


def _clawback(original: Accrual, credit_note_id: UUID, minor: int, at: datetime) -> Accrual:
    waits_with_it = original.state in Accrual.OPEN
    key = clawback_key(credit_note_id, original.pk)
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
        amount_minor=-minor,
        currency=original.currency,
        state=original.state if waits_with_it else Accrual.PAYABLE,
        accrued_at=at,
        payable_from=original.payable_from if waits_with_it else max(at, original.payable_from),
    )


def _close_when_nothing_is_left(original: Accrual) -> None:
    """A share taken back whole before it entered a run never enters one."""
    if original.state not in Accrual.OPEN:
        return
    taken = Accrual.objects.filter(takes_from=original).aggregate(sum=Sum("amount_minor"))["sum"]
    if taken == -original.amount_minor:
        pair = Accrual.objects.filter(takes_from=original) | Accrual.objects.filter(pk=original.pk)
        pair.update(state=Accrual.REVERSED)
