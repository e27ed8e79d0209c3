"""Send an ordered refund to the payment processor, once whatever breaks on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.disputes.usecases.settle_again import settle_again
from billing.invoicing.models import Refund
from billing.invoicing.usecases.settle_refund import settle_refund
from billing.settlement.refunding import Refunding
from kith.money import Money
from kith.transmission.carrying import carry
from kith.transmission.outcomes import Outcome


def send_refund(*, refund_id: UUID, at: datetime) -> Refund:
    """
    Carry one refund on and return it; safe to repeat, in parallel, after any crash.

    A certain refusal fails and takes nothing back from anybody. Call it outside a transaction.
    """
    return carry(GivingBack(), refund_id, at=at)


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
