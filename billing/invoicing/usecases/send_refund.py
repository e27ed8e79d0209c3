"""Send an ordered refund to the payment processor."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.gateway import GatewayRefused, GatewayUncertain
from billing.invoicing.models import Refund
from billing.invoicing.sent_back import FAILED, sent_back
from billing.invoicing.usecases.settle_refund import settle_refund


def send_refund(*, refund_id: UUID, at: datetime) -> Refund:
    """
    Give the money back once, whatever breaks on the way; safe to repeat.

    The key stands before the call. A refund that the processor made under it before, its
    answer lost, is found and adopted. Call it outside a transaction.

    :raises GatewayBusy: nothing was sent: try later
    :raises GatewayUncertain: nobody knows whether it was: try later, with the same key
    """
    refund = _claim(refund_id, at)
    if refund.succeeded_at or refund.failed_at:
        return refund
    try:
        answer = sent_back(
            key=f"refund:{refund.pk}",
            payment_intent=refund.payment.payment_reference,
            amount=refund.amount,
        )
    except GatewayRefused as refusal:
        return _fail(refund_id, str(refusal), at)
    except GatewayUncertain:
        Refund.objects.filter(pk=refund_id, doubted_at=None).update(doubted_at=at)
        raise
    if answer.status in FAILED:
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


@transaction.atomic
def _fail(refund_id: UUID, reason: str, at: datetime) -> Refund:
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    if refund.succeeded_at is None and refund.failed_at is None:
        refund.failed_at = at
        refund.failure = reason[:200]
        refund.save(update_fields=["failed_at", "failure"])
    return refund
