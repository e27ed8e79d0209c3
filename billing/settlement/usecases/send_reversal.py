"""Take back a part of a transfer, so that it returns once whatever breaks on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from billing.gateway import GatewayBusy, GatewayRefused, GatewayUncertain, gateway
from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.ledger.usecases.reverse_journal import reverse_journal
from billing.settlement.models import Accrual, Reversal
from billing.settlement.stating import state_recovery
from billing.settlement.transmission import BUSY_WAIT, DOUBT_WAITS
from billing.settlement.usecases.settle_unknown import BETWEEN_READS, KEY_LIFE, READS_NEEDED


def send_reversal(*, reversal_id: UUID, at: datetime) -> Reversal:
    """
    Send one reversal and write down how it ended; safe to repeat, in parallel, after any crash.

    `sending` is committed before the call. Whatever was sent before is looked for in the
    transfer's own list first: found, it is adopted; not found, the same request goes out
    under the same key, and after the life of the key only when two readings ten minutes
    apart showed nothing. A certain refusal fails: the claw-backs are open again. Call it
    outside a transaction.
    """
    reversal, was_sent = _claim(reversal_id, at)
    if reversal is None:
        return Reversal.objects.get(pk=reversal_id)
    transfer_id = str(reversal.intent.transfer_id)
    try:
        if was_sent:
            found = [
                one
                for one in gateway().find_reversals(transfer_id=transfer_id)
                if one.metadata.get("reversal") == str(reversal.pk)
            ]
            if found:
                return _done(reversal.pk, found[0].id, at)
            if not _may_send_again(reversal, at):
                return _wait(reversal.pk, Reversal.UNKNOWN, at + BETWEEN_READS)
    except (GatewayBusy, GatewayUncertain, GatewayRefused):
        return _wait(reversal.pk, Reversal.UNKNOWN, at + DOUBT_WAITS[0])
    try:
        answer = gateway().reverse_transfer(
            key=reversal.idem_key,
            transfer_id=transfer_id,
            amount=reversal.amount,
            metadata={"reversal": str(reversal.pk)},
        )
    except GatewayBusy:
        # Nothing was done this time; a doubt from an earlier time stays.
        state = Reversal.UNKNOWN if was_sent else Reversal.FROZEN
        return _wait(reversal.pk, state, at + BUSY_WAIT)
    except GatewayRefused as refusal:
        return _failed(reversal.pk, str(refusal), at)
    except GatewayUncertain:
        wait: timedelta = DOUBT_WAITS[min(reversal.attempts, len(DOUBT_WAITS)) - 1]
        return _wait(reversal.pk, Reversal.UNKNOWN, at + wait)
    return _done(reversal.pk, answer.id, at)


@transaction.atomic
def _claim(reversal_id: UUID, at: datetime) -> tuple[Reversal | None, bool]:
    """Commit `sending` before anything leaves; nothing where there is nothing to send now."""
    reversal = (
        Reversal.objects.filter(pk=reversal_id)
        .exclude(state__in=Reversal.FINAL)
        .select_related("intent")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if reversal is None or (reversal.wait_until and reversal.wait_until > at):
        return None, False
    was_sent = reversal.state != Reversal.FROZEN
    reversal.state = Reversal.SENDING
    reversal.first_sent_at = reversal.first_sent_at or at
    reversal.attempts += 1
    reversal.wait_until = None
    reversal.save(update_fields=["state", "first_sent_at", "attempts", "wait_until"])
    return reversal, was_sent


@transaction.atomic
def _may_send_again(reversal: Reversal, at: datetime) -> bool:
    """Whether the key still holds, or enough empty readings stand in for it."""
    if reversal.first_sent_at and at - reversal.first_sent_at < KEY_LIFE:
        return True
    reversal.empty_reads += 1
    reversal.first_empty_read_at = reversal.first_empty_read_at or at
    is_certain = (
        reversal.empty_reads >= READS_NEEDED and at - reversal.first_empty_read_at >= BETWEEN_READS
    )
    if is_certain:
        reversal.first_sent_at, reversal.first_empty_read_at, reversal.empty_reads = at, None, 0
    reversal.save(update_fields=["empty_reads", "first_empty_read_at", "first_sent_at"])
    return is_certain


@transaction.atomic
def _wait(reversal_id: UUID, state: str, until: datetime) -> Reversal:
    reversal = Reversal.objects.locked().get(pk=reversal_id)
    if reversal.state not in Reversal.FINAL:
        reversal.state, reversal.wait_until = state, until
        reversal.note = "the payment processor did not answer clearly"
        reversal.save(update_fields=["state", "wait_until", "note"])
    return reversal


@transaction.atomic
def _failed(reversal_id: UUID, reason: str, at: datetime) -> Reversal:
    """Nothing moved: the next run may set the claw-backs off again."""
    reversal = Reversal.objects.locked().get(pk=reversal_id)
    if reversal.state in Reversal.FINAL:
        return reversal
    reversal.state, reversal.ended_at, reversal.wait_until = Reversal.FAILED, at, None
    reversal.note = reason[:200]
    reversal.save(update_fields=["state", "ended_at", "wait_until", "note"])
    Accrual.objects.filter(reversal=reversal, state=Accrual.RETURNING).update(
        state=Accrual.PAYABLE, reversal=None
    )
    key = f"reversal:{reversal.pk}"
    reverse_journal(key=f"{key}:failed", journal_key=f"{key}:frozen", at=at)
    return reversal


@transaction.atomic
def _done(reversal_id: UUID, name: str, at: datetime) -> Reversal:
    reversal = Reversal.objects.locked().select_related("payee").get(pk=reversal_id)
    if reversal.state in Reversal.FINAL:
        return reversal
    reversal.state, reversal.reversal_id = Reversal.DONE, name
    reversal.ended_at, reversal.wait_until, reversal.note = at, None, ""
    reversal.save(update_fields=["state", "reversal_id", "ended_at", "wait_until", "note"])
    returned = Accrual.objects.filter(reversal=reversal, state=Accrual.RETURNING)
    rows = list(returned.order_by("accrued_at", "pk"))
    returned.update(state=Accrual.RETURNED)
    post_journal(
        key=f"reversal:{reversal.pk}:done",
        kind="reversal",
        postings=[
            Leg("cash:stripe", reversal.amount),
            Leg("in_transit:reversals", -reversal.amount),
        ],
        effective_at=at,
        reference=name,
    )
    state_recovery(payee=reversal.payee, rows=rows, at=at, reversal=reversal)
    return reversal
