"""Agree that somebody is offered a role that moves money, or turn it down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.proposals.models import Proposal
from kith.proposals.usecases.decide import decide
from kith.wall import public_side
from tenants.accounts.models import TeamInvitation
from tenants.accounts.team import PROPOSAL
from tenants.accounts.usecases.invite_teammate import invite_teammate


@public_side
@transaction.atomic
def decide_team_role(
    *, proposal_id: UUID, is_agreed: bool, by: UUID, at: datetime
) -> TeamInvitation | Proposal | None:
    """
    Decide; agreed to, the invitation goes out in the name of whoever asked, and is returned.

    :raises SamePerson: they asked for it themselves
    :raises AlreadyDecided: it was decided otherwise
    :raises AlreadyInTeam: they hold the role by now
    :raises TooManyInvited: twenty have not answered yet
    """
    found = decide(kind=PROPOSAL, proposal_id=proposal_id, is_agreed=is_agreed, by=by, at=at)
    if found is None or not is_agreed:
        return None
    return invite_teammate(
        email=found.facts["email"],
        role=found.facts["role"],
        tenant_id=None,
        by=found.asked_by,
        at=at,
        is_agreed=True,
    )
