"""Take back a part of a transfer, so that it returns once whatever breaks on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.gateway import BalanceTooLow, gateway
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.ledger.usecases.reverse_journal import reverse_journal
from billing.settlement.models import Accrual, Reversal
from billing.settlement.statements import issue_recovery_statement
from kith.transmission.carrying import Verb, carry
from kith.transmission.marks import bears_marks_of, marks_of
from kith.transmission.outcomes import Outcome

KIND = "reversal"


def send_reversal(*, reversal_id: UUID, at: datetime) -> Reversal:
    """
    Carry one reversal on and return it; safe to repeat, in parallel, after any crash.

    A certain refusal fails: the claw-backs are open again. Call it outside a transaction.
    """
    return carry(TakingBack(), reversal_id, at=at)


class TakingBack(Verb[Reversal]):
    """A part of a transfer, back from a payee's account to the platform's balance."""

    rows = Reversal.objects
    along = ("transfer", "payee")

    def call(self, row: Reversal, *, at: datetime) -> Outcome:
        try:
            answer = gateway().reverse_transfer(
                key=row.idem_key,
                transfer_id=str(row.transfer.transfer_reference),
                amount=row.amount,
                metadata=marks_of(row, kind=KIND),
            )
        except BalanceTooLow as refusal:
            # The payee has spent it: their next run sets it off, nobody waits for a top-up.
            return Outcome("failed", reason=str(refusal))
        return Outcome("done", answer.id)

    def find(self, row: Reversal, *, at: datetime) -> Sequence[Outcome]:
        made = gateway().find_reversals(transfer_id=str(row.transfer.transfer_reference))
        return [
            Outcome("done", one.id) for one in made if bears_marks_of(row, one.metadata, kind=KIND)
        ]

    @transaction.atomic
    def succeed(self, row: Reversal, outcome: Outcome, *, at: datetime) -> None:
        reversal = Reversal.objects.locked().select_related("payee").get(pk=row.pk)
        if reversal.is_over:
            return
        reversal.end(Reversal.DONE, at=at, reversal_id=outcome.reference)
        returned = Accrual.objects.filter(reversal=reversal, state=Accrual.RETURNING)
        rows = list(returned.order_by("accrued_at", "pk"))
        returned.update(state=Accrual.RETURNED)
        post_journal(
            key=f"reversal:{reversal.pk}:done",
            kind="reversal",
            postings=[
                Leg("cash:stripe", reversal.amount),
                Leg("in_transit:reversals", -reversal.amount),
            ],
            effective_at=at,
            reference=outcome.reference,
        )
        issue_recovery_statement(payee=reversal.payee, rows=rows, at=at, reversal=reversal)

    @transaction.atomic
    def fail(self, row: Reversal, reason: str, *, at: datetime) -> None:
        """Nothing moved: the next run may set the claw-backs off again."""
        reversal = Reversal.objects.locked().get(pk=row.pk)
        if reversal.is_over:
            return
        reversal.end(Reversal.FAILED, at=at, note=reason)
        Accrual.objects.filter(reversal=reversal, state=Accrual.RETURNING).update(
            state=Accrual.PAYABLE, reversal=None
        )
        key = f"reversal:{reversal.pk}"
        reverse_journal(key=f"{key}:failed", journal_key=f"{key}:frozen", at=at)
