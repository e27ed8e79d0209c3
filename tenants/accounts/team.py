"""Teams: who may be let into which, who waits at the door, and the token a letter carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from kith.proposals.queries import waiting_count
from kith.ui.formats import moment_text
from kith.wall import public_side
from tenants.accounts.models import Role, TeamInvitation

STANDS = timedelta(days=7)
# Nobody reads a list of more, and no shop hires so many in a week.
MOST_OPEN = 20
IN_A_SHOP = (Role.TEAMMATE,)
IN_THE_NETWORK = (Role.STAFF, Role.FINANCE, Role.APPROVER)
# Whoever holds one moves money, alone or with a second one: two people let them in.
TAKES_TWO = (Role.FINANCE, Role.APPROVER)
PROPOSAL = "team-role"
_SALT = "team-invitation"


@dataclass(frozen=True)
class Invited:
    """One invitation as those who gave it see it."""

    id: UUID
    email: str
    role: str
    is_over: bool
    until: str


def roles_of_team(*, tenant_id: UUID | None) -> Sequence[Role]:
    """Return the roles that somebody may be invited to, in a shop or in the network."""
    return IN_A_SHOP if tenant_id else IN_THE_NETWORK


def token_of(invitation_id: UUID) -> str:
    """Return what opens an invitation: its id under our signature."""
    return signing.dumps(str(invitation_id), salt=_SALT)


@public_side
def invitation_shown(*, token: str, tenant_id: UUID | None) -> TeamInvitation | None:
    """Return the invitation a token opens at this host; None where it opens nothing here."""
    try:
        named = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return TeamInvitation.objects.into(tenant_id).filter(pk=named).first()


@public_side
def invited(*, tenant_id: UUID | None, at: datetime) -> list[Invited]:
    """Return who was invited into a team and has not answered, the newest first."""
    rows = TeamInvitation.objects.into(tenant_id).undecided().order_by("-invited_at", "pk")
    return [_invited(row, at) for row in rows[: 2 * MOST_OPEN]]


def roles_to_agree_to() -> int:
    """Count the roles that a second person has to agree to."""
    return waiting_count(kind=PROPOSAL)


def _invited(row: TeamInvitation, at: datetime) -> Invited:
    is_over = not row.is_open_at(at)
    words = _("Ended %(when)s") if is_over else _("Good until %(when)s")
    until = words % {"when": moment_text(row.ends_at)}
    return Invited(row.pk, row.email, str(Role(row.role).label), is_over, until)
