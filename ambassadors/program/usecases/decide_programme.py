"""Put a proposed version of the ladder's rules in force, or turn it down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.program.models import Programme
from ambassadors.program.queries import NEXT_VERSION, proposed_start, proposed_thresholds
from ambassadors.program.usecases.publish_programme import publish_programme
from kith.proposals.usecases.decide import decide
from kith.wall import public_side


@public_side
@transaction.atomic
def decide_programme(
    *, proposal_id: UUID, is_agreed: bool, by: UUID, at: datetime, answer: str = ""
) -> Programme | None:
    """
    Decide on a proposed version; agreed to, it is published and returned, once.

    It holds from the day it was proposed for, or from now on where that has passed.

    :raises SamePerson: they proposed it themselves
    :raises AlreadyDecided: it was decided otherwise
    :raises NothingChanges: the rules became so in the meantime
    """
    found = decide(
        kind=NEXT_VERSION,
        proposal_id=proposal_id,
        is_agreed=is_agreed,
        by=by,
        at=at,
        answer=answer,
    )
    if found is None or not is_agreed:
        return None
    return publish_programme(
        thresholds=proposed_thresholds(found),
        starts_at=max(at, proposed_start(found) or at),
        by=found.asked_by,
        note=found.because,
        at=at,
    )
