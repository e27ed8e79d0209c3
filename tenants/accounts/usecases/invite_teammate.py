"""Offer somebody a role in a team, by e-mail."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.derived import derived_uuid
from kith.errors import DomainError
from kith.outbox import publish
from kith.proposals.models import Proposal
from kith.proposals.usecases.propose import propose
from kith.series.turns import hold
from kith.visible import read_address
from kith.wall import public_side
from tenants.accounts.events import TeamInvited
from tenants.accounts.models import PartyRole, Role, TeamInvitation
from tenants.accounts.team import MOST_OPEN, PROPOSAL, STANDS, TAKES_TWO, roles_of_team

TURN = "team"
RUNNING = {Role.RESELLER, Role.OPERATOR}


class RoleNotOffered(DomainError):
    """Nobody is invited to this role in this team."""

    code = "team.role_not_offered"


class AlreadyInTeam(DomainError):
    code = "team.already_in"


class TooManyInvited(DomainError):
    code = "team.too_many_invited"


@public_side
@transaction.atomic
def invite_teammate(
    *,
    email: str,
    role: str,
    tenant_id: UUID | None,
    by: UUID,
    at: datetime,
    key: str = "",
    because: str = "",
    is_agreed: bool = False,
) -> TeamInvitation | Proposal:
    """
    Return the invitation, whose letter goes out by itself; the one that stands where there is one.

    A role that moves money is not offered by one person: it is proposed, and returned so, unless
    a second one agreed.

    :raises RoleNotOffered: the team has no such role to give
    :raises AddressUnreadable: something in the e-mail address cannot be seen
    :raises AlreadyInTeam: whoever signs in with the address holds the role, or runs the shop
    :raises TooManyInvited: twenty have not answered yet
    :raises NoReason, ReasonTooLong: a second person could not tell why
    """
    address = read_address(email)
    if role not in roles_of_team(tenant_id=tenant_id):
        raise RoleNotOffered(_("Nobody is invited to this role here."), mend=_("Choose another."))
    held = PartyRole.objects.current().in_tenant(tenant_id).filter(person__email=address)
    # Whoever runs a shop is no teammate there as well.
    if held.filter(role__in={role} | (RUNNING if tenant_id else set())).exists():
        raise AlreadyInTeam(
            _("%(email)s is in the team already.") % {"email": address},
            mend=_("Look at the list of the team."),
        )
    if role in TAKES_TWO and not is_agreed:
        return propose(
            kind=PROPOSAL,
            subject=str(derived_uuid(PROPOSAL, f"{role}:{address}")),
            key=f"{PROPOSAL}:{key}",
            because=because,
            facts={"email": address, "role": str(Role(role).value)},
            by=by,
            at=at,
        )
    return _invited(address, role, tenant_id, by, at)


def _invited(
    address: str, role: str, tenant_id: UUID | None, by: UUID, at: datetime
) -> TeamInvitation:
    # Of two at once the second waits, and finds what the first one made.
    hold(TURN)
    waiting = TeamInvitation.objects.into(tenant_id).undecided()
    if known := waiting.filter(email=address, role=role).first():
        if known.is_open_at(at):
            return known
        known.withdrawn_at = at
        known.save(update_fields=["withdrawn_at"])
    if waiting.filter(ends_at__gt=at).count() >= MOST_OPEN:
        raise TooManyInvited(
            _("%(count)s invitations wait for an answer.") % {"count": MOST_OPEN},
            mend=_("Withdraw one that nobody will answer."),
        )
    invitation = TeamInvitation.objects.create(
        tenant_id=tenant_id,
        email=address,
        role=role,
        invited_by=by,
        invited_at=at,
        ends_at=at + STANDS,
    )
    record(
        "team.invited",
        actor_id=by,
        subject=f"invitation:{invitation.pk}",
        detail={"role": str(role), "tenant": str(tenant_id) if tenant_id else None},
        at=at,
    )
    publish(TeamInvited(invitation_id=invitation.pk), key=f"team.invited:{invitation.pk}")
    return invitation
