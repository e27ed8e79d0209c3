"""Give back a payment that nothing asks for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Surplus
from billing.settlement.refunding import Owing, Refunding
from billing.settlement.usecases.freeze_surplus import freeze_surplus
from kith.transmission.carrying import carry
from kith.transmission.outcomes import Outcome
from kith.wall import public_side


@public_side
def return_surplus(*, payment_reference: str, tenant_id: UUID | None, at: datetime) -> Surplus:
    """
    Book a payment as money to give back and send it back; safe to repeat, after any crash.

    Call it outside a transaction: it asks the processor.

    :raises GatewayRefused: the processor knows no such payment: a person has to look
    :raises GatewayBusy: nothing was asked: try later
    :raises GatewayUncertain: nothing was learnt: try later
    """
    surplus = freeze_surplus(payment_reference=payment_reference, tenant_id=tenant_id, at=at)
    return carry(ReturningSurplus(), surplus.pk, at=at)


class ReturningSurplus(Refunding[Surplus]):
    """A payment that nothing asks for, on its way back."""

    rows = Surplus.objects

    def owing(self, row: Surplus) -> Owing:
        return row

    @transaction.atomic
    def succeed(self, row: Surplus, outcome: Outcome, *, at: datetime) -> None:
        surplus = Surplus.objects.locked().get(pk=row.pk)
        if surplus.state == Surplus.DONE:
            return
        surplus.end(Surplus.DONE, at=at, refund_reference=outcome.reference)
        post_journal(
            key=f"surplus:{surplus.payment_reference}:given_back",
            kind="surplus",
            postings=[Leg("refunds:due", surplus.amount), Leg("cash:stripe", -surplus.amount)],
            effective_at=at,
            reference=outcome.reference,
        )

    @transaction.atomic
    def fail(self, row: Surplus, reason: str, *, at: datetime) -> None:
        """It stays with us, in the books as money to give back; `check_books` names it."""
        surplus = Surplus.objects.locked().get(pk=row.pk)
        if not surplus.is_over:
            surplus.end(Surplus.FAILED, at=at, note=reason)
