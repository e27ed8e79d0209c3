"""Bring the refunds of one payment to where they stand at the processor."""

from __future__ import annotations

from datetime import datetime

from billing.disputes.usecases.settle_again import settle_again
from billing.gateway import RefundAnswer, gateway
from billing.invoicing.models import Payment, Refund
from billing.invoicing.usecases.record_processor_refund import record_processor_refund
from billing.invoicing.usecases.undo_refund import undo_refund
from billing.invoicing.words import why_not_refunded
from billing.settlement.queries.payments import is_overpayment


class PaymentNotInTheBooks(RuntimeError):
    """The payment is ours, and still on its way into the books: try again later."""


def follow_refunds(*, payment_reference: str, at: datetime) -> int:
    """
    Book what was given back without our asking, and undo what did not reach the customer.

    It reads how each refund stands now, whatever the news said and in whatever order they came;
    safe to repeat. A lost dispute of the payment is settled anew after it, for what its parties
    answer for is what is not given back. Returns how many refunds the processor knows. Call it
    outside a transaction.

    :raises PaymentNotInTheBooks: the payment is still on its way into them
    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    payment = Payment.objects.filter(payment_reference=payment_reference).first()
    if payment is None:
        if is_overpayment(payment_reference=payment_reference):
            # It goes back whole, and whoever sends it back looks after it.
            return 0
        raise PaymentNotInTheBooks(f"{payment_reference} is not recorded yet")
    found = gateway().find_refunds(payment_intent=payment_reference)
    # Somebody else may have read it later, and done nothing because we had not written yet.
    while any(_follow(payment, one, at) for one in found):
        found = gateway().find_refunds(payment_intent=payment_reference)
    settle_again(payment_reference=payment_reference)
    return len(found)


def _follow(payment: Payment, told: RefundAnswer, at: datetime) -> bool:
    """Bring one refund to where it stands; say whether anything changed."""
    known = Refund.objects.filter(stripe_id=told.id).first()
    if told.is_failed:
        if known is None or known.state != Refund.DONE:
            return False
        undo_refund(refund_id=known.pk, reason=why_not_refunded(told.failure), at=at)
        return True
    if known is not None:
        return False
    return record_processor_refund(payment_id=payment.pk, told=told, at=at) is not None
