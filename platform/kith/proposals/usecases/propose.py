"""Ask for something that takes a second person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.errors import KeyReused
from kith.money import Money
from kith.proposals.ending import end
from kith.proposals.models import Proposal
from kith.reasons import read_reason
from kith.series.turns import hold
from kith.wall.side import public_side

TURN = "proposals"


@public_side
@transaction.atomic
def propose(
    *,
    kind: str,
    subject: str,
    key: str,
    because: str,
    facts: dict[str, Any],
    by: UUID,
    at: datetime,
    tenant_id: UUID | None = None,
    amount: Money | None = None,
    content: bytes | None = None,
) -> Proposal:
    """
    Keep what somebody asks for until a second person decides; the same key returns the first.

    What still waits about the same thing is withdrawn: the newer one takes its place.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    :raises KeyReused: the key asked for something else
    """
    said = read_reason(because)
    # Of two at once the second waits, and sees what the first asked for.
    hold(TURN)
    if earlier := Proposal.objects.filter(key=key).first():
        asked_for = (earlier.kind, earlier.tenant_id, earlier.subject, earlier.amount)
        if (*asked_for, earlier.facts) != (kind, tenant_id, subject, amount, facts):
            raise KeyReused(what=f"{key} already asked for something else")
        return earlier
    waiting = Proposal.objects.of(kind).waiting().filter(tenant_id=tenant_id, subject=subject)
    for other in waiting.locked():
        end(other, Proposal.Outcome.WITHDRAWN, by=by, at=at)
    asked = Proposal.objects.create(
        kind=kind,
        subject=subject,
        key=key,
        tenant_id=tenant_id,
        amount_minor=amount.minor if amount else None,
        currency=amount.currency if amount else "",
        facts=facts,
        content=content,
        because=said,
        asked_by=by,
        asked_at=at,
    )
    record(
        f"{kind}.proposed",
        actor_id=by,
        subject=f"{kind}:{subject}",
        detail={"proposal": str(asked.pk), "because": said}
        | ({"amount": str(amount)} if amount else {}),
        at=at,
    )
    return asked
