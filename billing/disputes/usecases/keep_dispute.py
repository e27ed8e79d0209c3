"""Keep a dispute as the processor just told it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from billing.disputes.events import DisputeChanged
from billing.disputes.models import Dispute
from billing.disputes.queries import HELD
from billing.disputes.usecases.settle_dispute import settle_dispute
from billing.gateway import DisputeAnswer
from billing.ledger.queries import known_keys
from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.movements import fee_entry
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import public_side

# Of a row that two readings may be making at once: the first to hold it fills it in.
NEVER = datetime.fromtimestamp(0, UTC)


@public_side
@transaction.atomic
def keep_dispute(*, told: DisputeAnswer, tenant_id: UUID | None, at: datetime) -> Dispute:
    """
    Keep what a reading that began at `at` told, and book each movement once.

    An older reading changes nothing. Where we know whose payment it is, that tenant hears
    `dispute.changed` until all that follows of it was done; what nobody else answers for is
    ours to lose.
    """
    fresh = Dispute(
        id=told.id,
        payment_reference=told.payment_intent or "",
        opened_at=told.created_at,
        read_at=NEVER,
        **_state_of(told, closed_at=at),
    )
    Dispute.objects.bulk_create([fresh], ignore_conflicts=True)
    dispute = Dispute.objects.locked().get(pk=told.id)
    if dispute.read_at > at:
        return dispute
    is_new, before = dispute.read_at == NEVER, dispute.status
    state = _state_of(told, closed_at=dispute.closed_at or at)
    has_moved = is_new or any(getattr(dispute, name) != value for name, value in state.items())
    dispute.turn += before in Dispute.CLOSED and told.status != before
    for name, value in (state | {"read_at": at}).items():
        setattr(dispute, name, value)
    dispute.tenant_id = dispute.tenant_id or tenant_id
    dispute.save()
    _book(told)
    if is_new or before != dispute.status:
        _note(dispute, "" if is_new else before, at)
    if dispute.tenant_id is None:
        return settle_dispute(dispute_id=dispute.pk, taken_minor=0, at=at)
    if has_moved or not dispute.is_settled:
        publish(DisputeChanged(dispute_id=dispute.pk), to_tenant=dispute.tenant_id)
    return dispute


def _state_of(told: DisputeAnswer, *, closed_at: datetime) -> dict[str, Any]:
    went = sum(one.amount.minor for one in told.movements)
    return {
        "amount_minor": told.amount.minor,
        "currency": told.amount.currency,
        "reason": told.reason,
        "status": told.status,
        "due_by": told.due_by,
        "evidence": dict(told.evidence),
        "submission_count": told.submission_count,
        "closed_at": closed_at if told.status in Dispute.CLOSED else None,
        "withdrawn_minor": -went,
        "fee_minor": sum(one.fee.minor for one in told.movements),
    }


def _book(told: DisputeAnswer) -> None:
    """Book what the bank took and gave back, by the processor's id of each movement."""
    wanted = [
        Entry(
            key=f"dispute_moved:{one.id}",
            kind="dispute",
            legs=[Leg("cash:stripe", one.amount), Leg(HELD, -one.amount)],
            effective_at=one.created_at,
            memo=f"payment {told.payment_intent}",
            reference=told.id,
        )
        for one in told.movements
    ]
    wanted += [entry for entry in map(fee_entry, told.movements) if entry]
    standing = known_keys(keys=[entry.key for entry in wanted])
    post_journals(entries=[entry for entry in wanted if entry.key not in standing])


def _note(dispute: Dispute, before: str, at: datetime) -> None:
    record(
        "dispute.moved",
        actor_id=None,
        subject=f"dispute:{dispute.pk}",
        detail={"from": before, "to": dispute.status, "amount": str(dispute.amount)},
        at=at,
    )
