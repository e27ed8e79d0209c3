"""Send an ordered refund to the payment processor."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from billing.gateway import GatewayRefused, GatewayUncertain, gateway
from billing.invoicing.models import Refund
from billing.invoicing.usecases.settle_refund import settle_refund

# The processor forgets a key after a day; an hour is kept in hand.
KEY_LIFE = timedelta(hours=23)


def send_refund(*, refund_id: UUID, at: datetime) -> Refund:
    """
    Give the money back once, whatever breaks on the way; safe to repeat.

    The key stands before the call. After a day in doubt the processor is asked first what
    it gave back. Call it outside a transaction.

    :raises GatewayBusy: nothing was sent: try later
    :raises GatewayUncertain: nobody knows whether it was: try later, with the same key
    """
    refund = _claim(refund_id, at)
    if refund.succeeded_at or refund.failed_at:
        return refund
    if _key_is_forgotten(refund, at) and _was_given_back(refund):
        return settle_refund(refund_id=refund.pk, stripe_id=None, at=at)
    try:
        answer = gateway().refund(
            key=f"refund:{refund.pk}",
            payment_intent=refund.payment.payment_reference,
            amount=refund.amount,
            reason="requested_by_customer",
        )
    except GatewayRefused as refusal:
        return _fail(refund_id, str(refusal), at)
    except GatewayUncertain:
        Refund.objects.filter(pk=refund_id, doubted_at=None).update(doubted_at=at)
        raise
    if answer.status in ("failed", "canceled"):
        return _fail(refund_id, f"the processor says {answer.status}", at)
    return settle_refund(refund_id=refund.pk, stripe_id=answer.id, at=at)


@transaction.atomic
def _claim(refund_id: UUID, at: datetime) -> Refund:
    refund = (
        Refund.objects.select_for_update(of=("self",)).select_related("payment").get(pk=refund_id)
    )
    if refund.first_sent_at is None:
        refund.first_sent_at = at
        refund.save(update_fields=["first_sent_at"])
    return refund


def _key_is_forgotten(refund: Refund, at: datetime) -> bool:
    return refund.first_sent_at is not None and at - refund.first_sent_at >= KEY_LIFE


def _was_given_back(refund: Refund) -> bool:
    """Whether the processor gave back more of the payment than we know of."""
    known = refund.payment.refunds.filter(succeeded_at__isnull=False)
    known_minor = known.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    there = gateway().retrieve_payment(refund.payment.payment_reference).refunded.minor
    return there - known_minor >= refund.amount_minor


@transaction.atomic
def _fail(refund_id: UUID, reason: str, at: datetime) -> Refund:
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    if refund.succeeded_at is None and refund.failed_at is None:
        refund.failed_at = at
        refund.failure = reason[:200]
        refund.save(update_fields=["failed_at", "failure"])
    return refund
