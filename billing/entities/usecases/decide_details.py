"""Let invoices say what somebody else proposed, or turn it down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.entities.models import EntityDetails
from billing.entities.queries import DETAILS, proposed_start, proposed_words
from billing.entities.usecases.describe_entity import describe_entity
from kith.proposals.usecases.decide import decide
from kith.wall import public_side


@public_side
@transaction.atomic
def decide_details(
    *, proposal_id: UUID, is_agreed: bool, by: UUID, at: datetime
) -> EntityDetails | None:
    """
    Decide on proposed details; agreed to, they are set down once.

    They hold from the day they were proposed for, or from now on where that has passed.

    :raises SamePerson: they proposed it themselves
    :raises AlreadyDecided: it was decided otherwise
    :raises StartsInThePast: a later change was set down meanwhile
    """
    found = decide(kind=DETAILS, proposal_id=proposal_id, is_agreed=is_agreed, by=by, at=at)
    if found is None or not is_agreed:
        return None
    return describe_entity(
        code="",
        said=proposed_words(found),
        starts_at=max(at, proposed_start(found) or at),
        by=found.asked_by,
        agreed_by=by,
        at=at,
    )
