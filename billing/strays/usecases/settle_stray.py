"""Write down what became of a movement that the books did not know."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.strays.letters import wake_the_next
from billing.strays.models import Stray
from kith.audit.record import record
from kith.wall import public_side


@public_side
@transaction.atomic
def settle_stray(*, reference: str, outcome: str, at: datetime) -> Stray:
    """
    End it as adopted or returned, by whoever asked for that; twice changes nothing.

    What waited for it is told.
    """
    stray = Stray.objects.locked().get(pk=reference)
    if not stray.is_open:
        return stray
    stray.settled_at, stray.settled_by, stray.outcome = at, stray.accepted_by, outcome
    stray.problem = ""
    stray.save(update_fields=["settled_at", "settled_by", "outcome", "problem"])
    wake_the_next(after=reference, purpose=stray.purpose)
    record(
        "stray.settled",
        actor_id=stray.accepted_by,
        subject=f"stray:{reference}",
        detail={"kind": stray.kind, "amount": str(stray.amount), "outcome": outcome},
        at=at,
    )
    return stray
