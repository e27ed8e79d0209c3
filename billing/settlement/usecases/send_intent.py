"""Send one frozen intent to its payee, so that it arrives once whatever breaks on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from billing.gateway import (
    BalanceTooLow,
    GatewayBusy,
    GatewayRefused,
    GatewayUncertain,
    gateway,
)
from billing.settlement.models import Intent
from billing.settlement.usecases.fail_intent import fail_intent
from billing.settlement.usecases.pay_intent import pay_intent

BUSY_WAIT = timedelta(seconds=30)
BALANCE_WAIT = timedelta(hours=1)
# When to ask again about an intent in doubt: soon, then later, then once a day.
DOUBT_WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(days=1))


def send_intent(*, intent_id: UUID, at: datetime) -> Intent:
    """
    Send one intent and write down how it ended; safe to repeat, in parallel, after any crash.

    `sending` is committed before the call. A certain success pays, a certain refusal fails,
    anything else leaves the intent `unknown` for `settle_unknown`: it is never sent under a
    second key. Only a refusal for lack of balance, which is certain, gets a new key later.
    Call it outside a transaction.
    """
    intent = _claim(intent_id, at)
    if intent is None:
        return Intent.objects.get(pk=intent_id)
    return transmit(intent, at=at)


def transmit(intent: Intent, *, at: datetime) -> Intent:
    """Make the call for an intent that was claimed, and write down the outcome."""
    bank = gateway()
    try:
        if bank.balance(intent.currency) < intent.amount:
            return _wait(intent, at + BALANCE_WAIT, "the platform's balance is too low")
    except GatewayBusy:
        return _wait(intent, at + BUSY_WAIT, "the payment processor is busy")
    except (GatewayRefused, GatewayUncertain):
        # Nothing was sent yet: asking for the balance changes nothing.
        return _wait(intent, at + BUSY_WAIT, "the payment processor did not answer")
    try:
        answer = bank.transfer(
            key=intent.idem_key,
            amount=intent.amount,
            account_id=intent.stripe_account,
            group=str(intent.run_id),
            metadata={"intent": str(intent.pk)},
        )
    except GatewayBusy:
        return _wait(intent, at + BUSY_WAIT, "the payment processor is busy")
    except BalanceTooLow:
        return _wait_for_balance(intent, at)
    except GatewayRefused as refusal:
        return fail_intent(intent_id=intent.pk, reason=str(refusal), at=at)
    except GatewayUncertain:
        return _doubt(intent, at)
    return pay_intent(intent_id=intent.pk, transfer_id=answer.id, at=at)


@transaction.atomic
def _claim(intent_id: UUID, at: datetime) -> Intent | None:
    """Commit `sending` before anything leaves; None when there is nothing to send now."""
    intent = (
        Intent.objects.filter(pk=intent_id)
        .select_related("run", "payee")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if intent is None or not intent.run.is_released:
        return None
    if intent.state not in (Intent.FROZEN, Intent.HELD):
        return None
    if intent.wait_until and intent.wait_until > at:
        return None
    if not intent.payee.is_reachable:
        intent.state = Intent.HELD
        intent.note = intent.payee.block_reason or "the payee's account takes no payouts now"
        intent.save(update_fields=["state", "note"])
        return None
    return claimed(intent, at)


def claimed(intent: Intent, at: datetime) -> Intent:
    """Mark a locked intent as being sent."""
    intent.state = Intent.SENDING
    intent.first_sent_at = intent.first_sent_at or at
    intent.last_sent_at = at
    intent.wait_until = None
    intent.attempts += 1
    intent.note = ""
    intent.save(
        update_fields=["state", "first_sent_at", "last_sent_at", "wait_until", "attempts", "note"]
    )
    return intent


@transaction.atomic
def _wait(intent: Intent, until: datetime, note: str) -> Intent:
    """Put an intent back that moved nothing this time; a doubt from an earlier time stays."""
    fresh = Intent.objects.locked().get(pk=intent.pk)
    if fresh.state == Intent.SENDING:
        fresh.state = Intent.UNKNOWN if fresh.doubted_at else Intent.FROZEN
        fresh.wait_until = until
        fresh.note = note
        fresh.save(update_fields=["state", "wait_until", "note"])
    return fresh


@transaction.atomic
def _wait_for_balance(intent: Intent, at: datetime) -> Intent:
    """Wait for a top-up. The refusal is certain and tied to the old key, so a new one is due."""
    fresh = Intent.objects.locked().get(pk=intent.pk)
    if fresh.state == Intent.SENDING:
        stem, _, turn = fresh.idem_key.rpartition(":")
        fresh.idem_key = f"{stem}:{int(turn) + 1}"
        fresh.state = Intent.FROZEN
        fresh.first_sent_at = fresh.doubted_at = None
        fresh.wait_until = at + BALANCE_WAIT
        fresh.note = "the platform's balance is too low"
        fresh.save(
            update_fields=["idem_key", "state", "first_sent_at", "doubted_at", "wait_until", "note"]
        )
    return fresh


@transaction.atomic
def _doubt(intent: Intent, at: datetime) -> Intent:
    """Nobody knows whether the money moved: say so, and ask again later."""
    fresh = Intent.objects.locked().get(pk=intent.pk)
    if fresh.state == Intent.SENDING:
        fresh.state = Intent.UNKNOWN
        fresh.doubted_at = fresh.doubted_at or at
        fresh.wait_until = at + DOUBT_WAITS[min(fresh.attempts, len(DOUBT_WAITS)) - 1]
        fresh.note = "the payment processor did not answer clearly"
        fresh.save(update_fields=["state", "doubted_at", "wait_until", "note"])
    return fresh
