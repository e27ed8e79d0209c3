"""Take back what a refunded line gave to each party, at the original rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.clawbacks import against, hold_shares_of
from billing.settlement.models import Accrual
from billing.settlement.movements import PROCESSOR, movement_named
from billing.settlement.shares import SplitLine, clearing_account, public_legs
from kith.money import Money
from kith.wall import public_side
from tenants.registry.queries import tenant_facts


@public_side
@transaction.atomic
def claw_back(
    *,
    tenant_id: UUID,
    credit_note_id: UUID,
    lines: Sequence[SplitLine],
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
    seller = tenant_facts(tenant_id=tenant_id)
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
    tenant_id: UUID, credit_note_id: UUID, lines: Sequence[SplitLine], at: datetime
) -> None:
    shares = hold_shares_of(lines, tenant_id=tenant_id)
    taken = [
        against(
            share,
            note_id=credit_note_id,
            minor=-minor,
            waits_with_it=share.state in Accrual.OPEN,
            at=at,
        )
        for share, minor in shares
    ]
    Accrual.objects.bulk_create(taken, ignore_conflicts=True)
    _close_what_is_used_up([share for share, _minor in shares if share.state in Accrual.OPEN])


def _close_what_is_used_up(waiting: Sequence[Accrual]) -> None:
    """A share taken back whole before it entered a run never enters one."""
    against_them = Accrual.objects.open().filter(takes_from__in=waiting)
    sums = against_them.values("takes_from").annotate(sum=Sum("amount_minor")).order_by()
    left = dict(sums.values_list("takes_from", "sum"))
    gone = [share.pk for share in waiting if left.get(share.pk) == -share.amount_minor]
    pairs = against_them.filter(takes_from__in=gone) | Accrual.objects.filter(pk__in=gone)
    pairs.update(state=Accrual.REVERSED)
