"""Find out what became of an intent whose outcome nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from billing.gateway import GatewayBusy, GatewayRefused, GatewayUncertain, gateway
from billing.settlement.models import Intent, Payee
from billing.settlement.transmission import claimed, transmit
from billing.settlement.usecases.pay_intent import pay_intent
from kith.audit.record import record

# The processor forgets a key after a day; an hour is kept in hand.
KEY_LIFE = timedelta(hours=23)
BETWEEN_READS = timedelta(minutes=10)
READS_NEEDED = 2


def settle_unknown(*, intent_id: UUID, at: datetime) -> Intent:
    """
    Look for an unknown intent's transfer at the processor, and settle or send it once more.

    One transfer found is adopted. None found: within the life of the key the same request
    goes out again under the same key; later only after two empty readings ten minutes apart.
    More than one stops the payee for a person to look at. Call it outside a transaction.
    """
    intent = _in_doubt(intent_id, at)
    if intent is None:
        return Intent.objects.get(pk=intent_id)
    try:
        found = [
            transfer
            for transfer in gateway().find_transfers(group=str(intent.run_id))
            if transfer.metadata.get("intent") == str(intent.pk)
        ]
    except (GatewayBusy, GatewayUncertain, GatewayRefused):
        return _ask_later(intent_id, at + timedelta(minutes=5), "the list could not be read")
    if len(found) > 1:
        return _stop_payee(intent_id, [transfer.id for transfer in found], at)
    if found:
        return pay_intent(intent_id=intent_id, transfer_id=found[0].id, at=at)
    again = _claim_again(intent_id, at)
    if again is None:
        return Intent.objects.get(pk=intent_id)
    return transmit(again, at=at)


@transaction.atomic
def _in_doubt(intent_id: UUID, at: datetime) -> Intent | None:
    intent = (
        Intent.objects.filter(pk=intent_id, state__in=[Intent.UNKNOWN, Intent.SENDING])
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if intent is None or (intent.wait_until and intent.wait_until > at):
        return None
    if intent.state == Intent.SENDING:
        # Whoever sent it never came back to say how it went.
        intent.state = Intent.UNKNOWN
    intent.doubted_at = intent.doubted_at or at
    intent.save(update_fields=["state", "doubted_at"])
    return intent


@transaction.atomic
def _claim_again(intent_id: UUID, at: datetime) -> Intent | None:
    intent = Intent.objects.locked().select_related("run", "payee").get(pk=intent_id)
    if intent.state != Intent.UNKNOWN:
        return None
    if intent.first_sent_at and at - intent.first_sent_at >= KEY_LIFE:
        intent.empty_reads += 1
        intent.first_empty_read_at = intent.first_empty_read_at or at
        is_certain = (
            intent.empty_reads >= READS_NEEDED and at - intent.first_empty_read_at >= BETWEEN_READS
        )
        if not is_certain:
            intent.wait_until = at + BETWEEN_READS
            intent.note = "not in the processor's list; it is read once more before sending"
            intent.save(update_fields=["empty_reads", "first_empty_read_at", "wait_until", "note"])
            return None
        # The old key is forgotten and nothing arrived: the same request starts afresh.
        intent.first_sent_at = intent.first_empty_read_at = None
        intent.empty_reads = 0
        intent.save(update_fields=["first_sent_at", "first_empty_read_at", "empty_reads"])
    return claimed(intent, at)


@transaction.atomic
def _ask_later(intent_id: UUID, until: datetime, note: str) -> Intent:
    intent = Intent.objects.locked().get(pk=intent_id)
    if intent.state == Intent.UNKNOWN:
        intent.wait_until = until
        intent.note = note
        intent.save(update_fields=["wait_until", "note"])
    return intent


@transaction.atomic
def _stop_payee(intent_id: UUID, transfers: list[str], at: datetime) -> Intent:
    intent = Intent.objects.locked().get(pk=intent_id)
    payee = Payee.objects.locked().get(pk=intent.payee_id)
    if payee.blocked_at is None:
        payee.blocked_at = at
        payee.block_reason = f"{len(transfers)} transfers for one intent"
        payee.save(update_fields=["blocked_at", "block_reason"])
        record(
            "payee.blocked",
            actor_id=None,
            subject=f"payee:{payee.pk}",
            detail={"intent": str(intent.pk), "transfers": transfers},
            at=at,
        )
    intent.wait_until = at + timedelta(days=1)
    intent.note = f"{len(transfers)} transfers found: a person has to look"
    intent.save(update_fields=["wait_until", "note"])
    return intent
