"""Freeze one more transfer into a run that stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Accrual, Payee, Run, Transfer
from billing.settlement.models.runs import journal_key
from kith.money import Money


def freeze_into(
    run: Run,
    *,
    payee: Payee,
    shop_id: UUID | None,
    amount: Money,
    purpose: str,
    share_ids: Collection[UUID],
    memo: str,
    at: datetime,
) -> Transfer:
    """
    Return a new transfer of the run, its shares in it and its journal posted.

    Whoever calls holds the run, the payee and the shares. What was tried for this purpose before
    has used its key up: each try has the next one.
    """
    last = Transfer.objects.filter(run=run).aggregate(last=Max("position"))["last"] or 0
    turn = Transfer.objects.filter(purpose=purpose).count() + 1
    transfer = Transfer.objects.create(
        run=run,
        payee=payee,
        tenant_id=shop_id,
        position=last + 1,
        amount_minor=amount.minor,
        currency=amount.currency,
        stripe_account=payee.stripe_account or "",
        purpose=purpose,
        idem_key=f"{purpose}:{turn}",
    )
    Accrual.objects.filter(pk__in=share_ids).update(
        state=Accrual.IN_RUN, run=run, transfer=transfer
    )
    post_journal(
        key=journal_key(transfer.pk, "frozen"),
        kind="payout_frozen",
        postings=[Leg("payable:payees", amount), Leg("in_transit:payouts", -amount)],
        effective_at=at,
        memo=f"run {run.number}, {memo}",
    )
    return transfer
