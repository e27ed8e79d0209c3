"""Give back a payment that nothing asks for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Overpayment
from billing.settlement.refunding import Owing, Refunding
from billing.settlement.usecases.freeze_overpayment import freeze_overpayment
from kith.transmission.carrying import carry
from kith.transmission.outcomes import Outcome
from kith.wall import public_side


@public_side
def return_overpayment(
    *, payment_reference: str, tenant_id: UUID | None, at: datetime
) -> Overpayment:
    """
    Book a payment as money to give back and send it back; safe to repeat, after any crash.

    Call it outside a transaction: it asks the processor.

    :raises GatewayRefused: the processor knows no such payment: a person has to look
    :raises GatewayBusy: nothing was asked: try later
    :raises GatewayUncertain: nothing was learnt: try later
    """
    overpayment = freeze_overpayment(
        payment_reference=payment_reference, tenant_id=tenant_id, at=at
    )
    return carry(ReturningOverpayment(), overpayment.pk, at=at)


class ReturningOverpayment(Refunding[Overpayment]):
    """A payment that nothing asks for, on its way back."""

    rows = Overpayment.objects

    def owing(self, row: Overpayment) -> Owing:
        return row

    @transaction.atomic
    def succeed(self, row: Overpayment, outcome: Outcome, *, at: datetime) -> None:
        overpayment = Overpayment.objects.locked().get(pk=row.pk)
        if overpayment.state == Overpayment.DONE:
            return
        overpayment.end(Overpayment.DONE, at=at, refund_reference=outcome.reference)
        post_journal(
            key=f"overpayment:{overpayment.payment_reference}:given_back",
            kind="overpayment",
            postings=[
                Leg("refunds:due", overpayment.amount),
                Leg("cash:stripe", -overpayment.amount),
            ],
            effective_at=at,
            reference=outcome.reference,
        )

    @transaction.atomic
    def fail(self, row: Overpayment, reason: str, *, at: datetime) -> None:
        """It stays with us, in the books as money to give back; `check_books` names it."""
        overpayment = Overpayment.objects.locked().get(pk=row.pk)
        if not overpayment.is_over:
            overpayment.end(Overpayment.FAILED, at=at, note=reason)
