"""Agree that somebody is offered a role that moves money, or turn it down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kith.four_eyes import require_another
from kith.proposals.models import Proposal
from kith.proposals.usecases.decide import decide
from kith.wall import public_side
from tenants.accounts.models import Person, TeamInvitation
from tenants.accounts.team import PROPOSAL
from tenants.accounts.usecases.invite_teammate import invite_teammate


@public_side
@transaction.atomic
def decide_team_role(
    *, proposal_id: UUID, is_agreed: bool, by: UUID, at: datetime
) -> TeamInvitation | Proposal | None:
    """
    Decide; agreed to, the invitation goes out in the name of whoever asked, and is returned.

    :raises SamePerson: they asked for it themselves, or it is offered to them
    :raises AlreadyDecided: it was decided otherwise
    :raises AlreadyInTeam: they hold the role by now
    :raises TooManyInvited: twenty have not answered yet
    """
    _require_not_oneself(proposal_id, by=by)
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


def _require_not_oneself(proposal_id: UUID, *, by: UUID) -> None:
    """Whoever it is offered to has a hand in it, by whichever proved address it finds them."""
    offered = Proposal.objects.filter(pk=proposal_id, kind=PROPOSAL).first()
    if offered is None:
        return
    address = offered.facts["email"]
    proved = Q(emailaddress__email=address, emailaddress__verified=True)
    if Person.objects.filter(Q(email=address) | proved, pk=by).exists():
        require_another(asked_by=by, by=by)
