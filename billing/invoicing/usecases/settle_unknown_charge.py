"""Find out what became of a charge whose outcome nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from billing.gateway import GatewayBusy, GatewayUncertain, PaymentAnswer, gateway
from billing.invoicing.charging import NO_CARD, claimed, transmit
from billing.invoicing.models import Charge, Invoice, KeptCard
from billing.invoicing.usecases.refuse_charge import refuse_charge
from billing.invoicing.usecases.settle_charge import settle_charge

# The processor forgets a key after a day; an hour is kept in hand.
KEY_LIFE = timedelta(hours=23)
BETWEEN_READS = timedelta(minutes=10)
ASK_AGAIN = timedelta(minutes=5)
# The processor's clock may run beside ours.
SLACK = timedelta(hours=1)


def settle_unknown_charge(*, charge_id: UUID, at: datetime) -> Charge:
    """
    Look for an unknown charge's payment at the processor, and settle or send it once more.

    A payment that is found is adopted, a refusal too; a second payment goes back. None found:
    within the life of the key the same request goes out again under the same key; later only
    after two empty readings ten minutes apart. An invoice that was paid meanwhile is not
    charged. Call it outside a transaction.
    """
    charge = _in_doubt(charge_id, at)
    if charge is None:
        return Charge.objects.get(pk=charge_id)
    if charge.card is None:
        # Nothing can have left without a card: the worker died before it said so.
        return refuse_charge(charge_id=charge_id, reason=NO_CARD, at=at)
    try:
        found = _payments_of(charge, charge.card)
    except (GatewayBusy, GatewayUncertain):
        return _ask_later(charge_id, at + ASK_AGAIN)
    paid = [payment for payment in found if payment.is_paid]
    for payment in paid:
        charge = settle_charge(charge_id=charge_id, payment_intent=payment.id, at=at)
    if paid:
        return charge
    if found and found[0].failure:
        return refuse_charge(charge_id=charge_id, reason=found[0].failure, at=at)
    if found:
        # It stands there and is not through yet.
        return _ask_later(charge_id, at + ASK_AGAIN)
    again = _claim_again(charge_id, at)
    return transmit(again, at=at) if again else Charge.objects.get(pk=charge_id)


def _payments_of(charge: Charge, card: KeptCard) -> list[PaymentAnswer]:
    since = (charge.first_sent_at or charge.frozen_at) - SLACK
    return [
        payment
        for payment in gateway().find_payments(customer=card.customer, since=since)
        if payment.metadata.get("charge") == str(charge.pk)
    ]


@transaction.atomic
def _in_doubt(charge_id: UUID, at: datetime) -> Charge | None:
    charge = (
        Charge.objects.filter(pk=charge_id, state__in=[Charge.UNKNOWN, Charge.SENDING])
        .select_related("card", "invoice")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if charge is None or (charge.wait_until and charge.wait_until > at):
        return None
    # Found `sending`: whoever sent it never came back to say how it went.
    charge.state = Charge.UNKNOWN
    charge.doubted_at = charge.doubted_at or at
    charge.save(update_fields=["state", "doubted_at"])
    return charge


@transaction.atomic
def _ask_later(charge_id: UUID, until: datetime) -> Charge:
    charge = Charge.objects.locked().get(pk=charge_id)
    if charge.state == Charge.UNKNOWN:
        charge.wait_until = until
        charge.save(update_fields=["wait_until"])
    return charge


@transaction.atomic
def _claim_again(charge_id: UUID, at: datetime) -> Charge | None:
    invoice_id = Charge.objects.values_list("invoice_id", flat=True).get(pk=charge_id)
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    charge = Charge.objects.locked().select_related("card", "invoice").get(pk=charge_id)
    if charge.state != Charge.UNKNOWN:
        return None
    if not invoice.outstanding:
        charge.drop(at=at)
        return None
    if charge.first_sent_at and at - charge.first_sent_at >= KEY_LIFE:
        charge.first_empty_read_at = charge.first_empty_read_at or at
        if at - charge.first_empty_read_at < BETWEEN_READS:
            charge.wait_until = at + BETWEEN_READS
            charge.save(update_fields=["first_empty_read_at", "wait_until"])
            return None
        # The key is forgotten and nothing arrived: the same request starts afresh.
        charge.first_sent_at = charge.first_empty_read_at = None
        charge.save(update_fields=["first_sent_at", "first_empty_read_at"])
    return claimed(charge, at)
