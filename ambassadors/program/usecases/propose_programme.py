"""Propose the next version of the ladder's rules to a second person."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ambassadors.program.ladders import Thresholds, changes_to
from ambassadors.program.queries import NEXT_VERSION, latest_programme, next_version
from kith.proposals.models import Proposal
from kith.proposals.usecases.propose import propose


@transaction.atomic
def propose_programme(
    *, thresholds: Thresholds, starts_on: date | None, note: str, key: str, by: UUID, at: datetime
) -> Proposal:
    """
    Ask that these thresholds hold from a day on, or as soon as somebody else agrees.

    A version that still waits is withdrawn; the same key again returns the first.

    :raises NothingChanges: every threshold already has this value
    :raises ImpossibleThreshold: a threshold nobody or everybody could meet
    :raises NoReason: the note is empty
    """
    latest = latest_programme(at=at)
    changed = changes_to(latest, thresholds)
    facts = {
        "version": next_version(),
        "thresholds": {f"{tier}.{code}": value for (tier, code), value in changed.items()},
        "starts_on": starts_on.isoformat() if starts_on else "",
    }
    return propose(
        kind=NEXT_VERSION, subject="next", key=key, because=note, facts=facts, by=by, at=at
    )
