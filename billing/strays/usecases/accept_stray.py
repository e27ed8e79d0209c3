"""Ask that a movement the books do not know is taken into them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.strays.letters import send_for_adoption
from billing.strays.models import Stray
from kith.audit.record import record
from kith.wall import public_side


@public_side
@transaction.atomic
def accept_stray(*, reference: str, by: UUID, at: datetime) -> Stray:
    """
    Let a worker take it into the books; one that is there, or on its way there, stays as it is.

    What a shop's customer paid or got back goes into the shop's books, and into the telco's.
    """
    stray = Stray.objects.locked().get(pk=reference)
    if not stray.is_open or stray.is_under_way:
        return stray
    stray.accepted_by, stray.accepted_at, stray.problem = by, at, ""
    stray.save(update_fields=["accepted_by", "accepted_at", "problem"])
    # Tried again after a problem, it is another letter.
    send_for_adoption(stray, key=f"{reference}:{at.isoformat()}")
    record(
        "stray.accepted",
        actor_id=by,
        subject=f"stray:{reference}",
        detail={"kind": stray.kind, "amount": str(stray.amount)},
        at=at,
    )
    return stray
