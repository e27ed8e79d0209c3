"""The call that charges a kept card, and every way in which it can end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from billing.gateway import CardDeclined, GatewayBusy, GatewayRefused, GatewayUncertain, gateway
from billing.invoicing.hosted_pages import close_page
from billing.invoicing.models import Charge
from billing.invoicing.usecases.refuse_charge import refuse_charge
from billing.invoicing.usecases.settle_charge import settle_charge
from billing.settlement.usecases.route_payment import route_payment
from kith.wall import required_tenant

BUSY_WAIT = timedelta(seconds=30)
PAGE_WAIT = timedelta(minutes=1)
# When to ask again about a charge in doubt: soon, then later, then once a day.
DOUBT_WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(days=1))
NO_CARD = "no_card"


def transmit(charge: Charge, *, at: datetime) -> Charge:
    """
    Make the call for a charge that was claimed, and write down the outcome.

    :raises GatewayRefused: the request itself was wrong: nothing happened, a person has to look
    """
    card = charge.card
    # Whether an earlier call got through was looked for before: it is not made once more.
    if card is None or card.taken_off_at:
        return refuse_charge(charge_id=charge.pk, reason=NO_CARD, at=at)
    if not close_page(invoice_id=charge.invoice_id, at=at):
        # Somebody may be paying by hand this moment: look again when that is over.
        return _wait(charge, at + PAGE_WAIT)
    try:
        answer = gateway().charge_kept_card(
            key=charge.idem_key,
            amount=charge.amount,
            customer=card.customer,
            payment_method=card.payment_method,
            label=str(charge.invoice),
            metadata={"charge": str(charge.pk)},
        )
    except CardDeclined as refusal:
        return refuse_charge(charge_id=charge.pk, reason=refusal.reason, at=at)
    except GatewayBusy:
        return _wait(charge, at + BUSY_WAIT)
    except GatewayRefused:
        if gateway().kept_card(card.payment_method).customer is None:
            return refuse_charge(charge_id=charge.pk, reason=NO_CARD, at=at)
        # Our fault, not the card's: it must not count against whoever is to pay.
        _wait(charge, at + BUSY_WAIT)
        raise
    except GatewayUncertain:
        return _doubt(charge, at)
    if not answer.is_paid:
        return _doubt(charge, at)
    return settle_charge(charge_id=charge.pk, payment_intent=answer.id, at=at)


def claimed(charge: Charge, at: datetime) -> Charge:
    """Mark a locked charge as being sent, and whose payment its answer will be."""
    charge.state = Charge.SENDING
    charge.first_sent_at = charge.first_sent_at or at
    charge.wait_until = None
    charge.attempts += 1
    charge.save(update_fields=["state", "first_sent_at", "wait_until", "attempts"])
    route_payment(
        checkout_id=route_name(charge),
        payment_intent=None,
        tenant_id=required_tenant().uuid,
        order_id=None,
        invoice_id=charge.invoice_id,
        at=at,
    )
    return charge


def route_name(charge: Charge) -> str:
    """Return our own name of a charge, known before the processor has one for it."""
    return f"charge:{charge.pk}"


@transaction.atomic
def _wait(charge: Charge, until: datetime) -> Charge:
    """Put a charge back that moved nothing this time; a doubt from an earlier time stays."""
    fresh = Charge.objects.locked().get(pk=charge.pk)
    if fresh.state == Charge.SENDING:
        fresh.state = Charge.UNKNOWN if fresh.doubted_at else Charge.FROZEN
        fresh.wait_until = until
        fresh.save(update_fields=["state", "wait_until"])
    return fresh


@transaction.atomic
def _doubt(charge: Charge, at: datetime) -> Charge:
    """Nobody knows whether the money moved: say so, and ask again later."""
    fresh = Charge.objects.locked().get(pk=charge.pk)
    if fresh.state == Charge.SENDING:
        fresh.state = Charge.UNKNOWN
        fresh.doubted_at = fresh.doubted_at or at
        fresh.wait_until = at + DOUBT_WAITS[min(fresh.attempts, len(DOUBT_WAITS)) - 1]
        fresh.save(update_fields=["state", "doubted_at", "wait_until"])
    return fresh
