"""The call that moves an intent's money, and every way in which it can end."""

from __future__ import annotations

from datetime import datetime, timedelta

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
