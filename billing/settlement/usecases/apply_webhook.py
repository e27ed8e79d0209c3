"""Apply one event from the inbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from billing.gateway import gateway
from billing.settlement.events import ChargeSucceeded, DisputeMoved, RefundsMoved
from billing.settlement.models import PaymentRoute, WebhookEvent
from billing.settlement.usecases.note_payout import note_payout
from billing.settlement.usecases.record_processor_reversals import record_processor_reversals
from billing.settlement.usecases.refresh_payee import refresh_payee
from billing.settlement.usecases.tell_of_payment import tell_of_payment
from billing.settlement.usecases.trace_payment import trace_payment
from kith.errors import Unavailable
from kith.faults import log_fault
from kith.outbox import publish

PAYMENT, NOT_FOR_US = "payment_intent.succeeded", "not for us"
MOST_ATTEMPTS = 8
# What we wrote before we asked the processor is committed by then.
LONGEST_COMMIT = timedelta(hours=1)


def apply_webhook(*, webhook_id: int, at: datetime) -> WebhookEvent:
    """
    Apply an event once; the state that matters is fetched, never read from the event.

    A failure is counted and raised, so that it is tried again; after eight the event is
    parked for a person. Call it outside a transaction: it asks the processor.

    :raises Unavailable: the processor is away; nothing was counted, ask again
    """
    event = WebhookEvent.objects.get(pk=webhook_id)
    if event.handled_at or event.parked_at:
        return event
    apply = APPLY.get(event.type)
    try:
        outcome = apply(event, at) if apply else NOT_FOR_US
    except Unavailable:
        raise
    except Exception as error:
        if _count_failure(webhook_id, error, at).parked_at:
            return WebhookEvent.objects.get(pk=webhook_id)
        raise
    undone = WebhookEvent.objects.filter(pk=webhook_id, handled_at=None)
    if not undone.update(handled_at=at, outcome=outcome):
        return WebhookEvent.objects.get(pk=webhook_id)
    event.handled_at, event.outcome = at, outcome
    return event


@transaction.atomic
def _count_failure(webhook_id: int, error: Exception, at: datetime) -> WebhookEvent:
    event = WebhookEvent.objects.locked().get(pk=webhook_id)
    event.attempts += 1
    event.last_error = log_fault(error, about=f"{event.type} {event.event_id}")
    if event.attempts >= MOST_ATTEMPTS:
        event.parked_at = at
    event.save(update_fields=["attempts", "last_error", "parked_at"])
    return event


def _pay_checkout(event: WebhookEvent, at: datetime) -> str:
    """Tell the tenant whose checkout this is that the money is there."""
    checkout_id = event.subject["id"]
    route = PaymentRoute.objects.filter(checkout_id=checkout_id).first()
    if route is None and _is_old(event, at):
        # A house that was put back knows nothing of it: its money is looked after as a stray.
        return "no page of ours"
    if route is None:
        # It may have arrived before our own commit: fail, and come again.
        raise LookupError(f"no route for checkout {checkout_id} yet")
    checkout = gateway().retrieve_checkout(checkout_id)
    if not checkout.is_paid or not checkout.payment_intent:
        return "not paid yet"
    with transaction.atomic():
        PaymentRoute.objects.filter(pk=route.pk, payment_intent=None).update(
            payment_intent=checkout.payment_intent
        )
        tell_of_payment(
            tenant_id=route.tenant_id,
            order_id=route.order_id,
            invoice_id=route.invoice_id,
            payment_intent=checkout.payment_intent,
            paid_at=min(_made_at(event), at),
        )
    return f"paid by {checkout.payment_intent}"


def _is_old(event: WebhookEvent, at: datetime) -> bool:
    return at - _made_at(event) > LONGEST_COMMIT


def _made_at(event: WebhookEvent) -> datetime:
    return datetime.fromtimestamp(int(event.body["created"]), UTC)


def _pay_charge(event: WebhookEvent, at: datetime) -> str:
    """Tell the tenant whose saved card was charged that the money is there."""
    charge = event.charge_named
    # The route stood before the call was made: without one the payment is not a charge of ours.
    route = PaymentRoute.objects.filter(checkout_id=f"charge:{charge}").first()
    if route is None:
        return "no charge of ours"
    payment = gateway().retrieve_payment(event.subject["id"])
    if not payment.is_paid or payment.metadata.get("charge") != charge:
        return "not paid yet"
    with transaction.atomic():
        PaymentRoute.objects.filter(pk=route.pk, payment_intent=None).update(
            payment_intent=payment.id
        )
        publish(
            ChargeSucceeded(
                charge_id=UUID(charge), payment_reference=payment.id, paid_at=payment.charged_at
            ),
            key=payment.id,
            to_tenant=route.tenant_id,
        )
    return f"charge paid by {payment.id}"


def _refresh_account(event: WebhookEvent, at: datetime) -> str:
    account = event.account or event.subject["id"]
    payee = refresh_payee(account=account, at=at)
    return f"refreshed {payee}" if payee else "no payee has this account"


def _note_payout(event: WebhookEvent, at: datetime) -> str:
    """Note whether a payee's own bank took a payout; our own bank's are matched each night."""
    if not event.account:
        return "a payout to our own bank: the nightly match books it"
    payee = note_payout(account=event.account, payout_id=event.subject["id"], at=at)
    return f"noted for {payee}" if payee else "no payee has this account"


def _take_back(event: WebhookEvent, at: datetime) -> str:
    """Book what was taken back of a transfer without our asking."""
    if event.account:
        return "a transfer of somebody else's"
    count = record_processor_reversals(transfer_reference=event.subject["id"], at=at)
    return f"{count} taken back"


@transaction.atomic
def _say_disputed(event: WebhookEvent, at: datetime) -> str:
    """Tell whoever keeps the disputes which of them has moved."""
    if event.account:
        return "a payment that was not taken by us"
    dispute_id = event.subject["id"]
    publish(DisputeMoved(dispute_id=dispute_id), key=event.event_id)
    return f"told of {dispute_id}"


def _say_refunded(event: WebhookEvent, at: datetime) -> str:
    """Tell the tenant that something was given back of a payment, or did not arrive."""
    payment = event.subject.get("payment_intent")
    if event.account or not payment:
        return "a payment that was not taken by us"
    route = trace_payment(payment_intent=payment)
    if route is None:
        return "no payment of ours"
    with transaction.atomic():
        publish(
            RefundsMoved(payment_reference=payment),
            key=event.event_id,
            to_tenant=route.tenant_id,
        )
    return f"told of {payment}"


APPLY: dict[str, Callable[[WebhookEvent, datetime], str]] = {
    "checkout.session.completed": _pay_checkout,
    "checkout.session.async_payment_succeeded": _pay_checkout,
    PAYMENT: _pay_charge,
    "account.updated": _refresh_account,
    "charge.dispute.created": _say_disputed,
    "charge.dispute.updated": _say_disputed,
    "charge.dispute.closed": _say_disputed,
    "charge.dispute.funds_withdrawn": _say_disputed,
    "charge.dispute.funds_reinstated": _say_disputed,
    "charge.refunded": _say_refunded,
    "charge.refund.updated": _say_refunded,
    "refund.created": _say_refunded,
    "refund.updated": _say_refunded,
    "refund.failed": _say_refunded,
    "transfer.reversed": _take_back,
    "transfer.updated": _take_back,
    "payout.paid": _note_payout,
    "payout.failed": _note_payout,
}
