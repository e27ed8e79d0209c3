"""Agree to what somebody proposed, or turn it down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.four_eyes import require_another
from kith.proposals.ending import end
from kith.proposals.models import Proposal
from kith.wall.side import public_side


class AlreadyDecided(DomainError):
    """Somebody decided it otherwise."""

    code = "proposal.already_decided"


@public_side
@transaction.atomic
def decide(
    *, kind: str, proposal_id: UUID, is_agreed: bool, by: UUID, at: datetime, answer: str = ""
) -> Proposal | None:
    """
    Decide a waiting proposal; who turns their own down withdraws it.

    Whoever calls carries out, in the same transaction, what was agreed to. Returns None where it
    was decided in this way before: a second click does nothing more.

    :raises AlreadyDecided: it was decided otherwise
    :raises SamePerson: they asked for it themselves
    """
    found = Proposal.objects.of(kind).locked().get(pk=proposal_id)
    if not found.is_waiting:
        if found.is_agreed != is_agreed:
            raise AlreadyDecided(
                _("This was decided in the meantime."), mend=_("Reload the page to see how.")
            )
        return None
    outcome = Proposal.Outcome.TURNED_DOWN
    if is_agreed:
        require_another(asked_by=found.asked_by, by=by)
        outcome = Proposal.Outcome.AGREED
    elif by == found.asked_by:
        outcome = Proposal.Outcome.WITHDRAWN
    content = found.content
    end(found, outcome, by=by, at=at, answer=answer)
    # The row lets the file go; whoever carries it out has it for the last time.
    found.content = content
    return found
