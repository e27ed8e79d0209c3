"""Send an ordered refund to the payment processor, once whatever breaks on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from billing.bank.queries import return_is_sent
from billing.bank.usecases.order_return import order_return
from billing.disputes.usecases.settle_again import settle_again
from billing.invoicing.models import Refund
from billing.invoicing.usecases.settle_refund import settle_refund
from billing.settlement.refunding import Refunding
from kith.money import Money
from kith.transmission.carrying import Verb, carry
from kith.transmission.outcomes import Outcome
from kith.wall import required_tenant


def send_refund(*, refund_id: UUID, at: datetime) -> Refund:
    """
    Carry one refund on and return it; safe to repeat, in parallel, after any crash.

    What was paid by transfer goes on the list of what somebody sends at the bank, and is under way
    until they have. A certain refusal fails and takes nothing back from anybody. Call it outside a
    transaction.
    """
    by_bank = Refund.objects.filter(pk=refund_id, payment__is_by_bank=True).exists()
    return carry(GivingBackByBank() if by_bank else GivingBack(), refund_id, at=at)


@dataclass(frozen=True)
class _Part:
    amount: Money
    payment_reference: str


class GivingBack(Refunding[Refund]):
    """A part of an invoice's payment, on its way back to the customer."""

    rows = Refund.objects
    along = ("payment",)

    def owing(self, row: Refund) -> _Part:
        return _Part(row.amount, row.payment.payment_reference)

    def succeed(self, row: Refund, outcome: Outcome, *, at: datetime) -> Refund:
        return settle_refund(refund_id=row.pk, stripe_id=outcome.reference, at=at)

    @transaction.atomic
    def fail(self, row: Refund, reason: str, *, at: datetime) -> None:
        refund = Refund.objects.locked().get(pk=row.pk)
        if not refund.is_over:
            refund.end(Refund.FAILED, at=at, note=reason)
            # A lost dispute left room for it: its parties answer for that as well now.
            settle_again(payment_reference=row.payment.payment_reference)


class GivingBackByBank(Verb[Refund]):
    """A part of a transfer, on its way back: somebody sends it at the bank, and says so."""

    rows = Refund.objects
    along = ("payment", "invoice")
    # The list forgets nothing: asked for twice, it stands there once.
    key_life = None
    doubt_waits = (timedelta(days=1),)

    def call(self, row: Refund, *, at: datetime) -> Outcome:
        order_return(
            purpose=row.idem_key,
            tenant_id=required_tenant().uuid,
            refund_id=row.pk,
            allotment_id=UUID(row.payment.payment_reference.removeprefix("bank:")),
            amount=row.amount,
            text=f"{row.invoice.number} {row.reason}",
            at=at,
        )
        return Outcome("pending")

    def find(self, row: Refund, *, at: datetime) -> Sequence[Outcome]:
        is_sent = return_is_sent(purpose=row.idem_key)
        return [] if is_sent is None else [Outcome("done" if is_sent else "pending")]

    def succeed(self, row: Refund, outcome: Outcome, *, at: datetime) -> Refund:
        return settle_refund(refund_id=row.pk, stripe_id=None, at=at)

    @transaction.atomic
    def fail(self, row: Refund, reason: str, *, at: datetime) -> None:
        refund = Refund.objects.locked().get(pk=row.pk)
        if not refund.is_over:
            refund.end(Refund.FAILED, at=at, note=reason)
