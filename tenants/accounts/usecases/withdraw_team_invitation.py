"""Take back a role that was offered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import public_side
from tenants.accounts.models import TeamInvitation


class AcceptedMeanwhile(DomainError):
    """Whoever was invited is in the team."""

    code = "team.accepted_meanwhile"


@public_side
@transaction.atomic
def withdraw_team_invitation(
    *, invitation_id: UUID, tenant_id: UUID | None, by: UUID, at: datetime
) -> TeamInvitation:
    """
    Withdraw one invitation into this team; withdrawing it again changes nothing.

    :raises TeamInvitation.DoesNotExist: it is none of this team's
    :raises AcceptedMeanwhile: it was accepted
    """
    found = TeamInvitation.objects.into(tenant_id).locked().get(pk=invitation_id)
    if found.accepted_at:
        raise AcceptedMeanwhile(
            _("%(email)s has accepted already.") % {"email": found.email},
            mend=_("Look at the list of the team."),
        )
    if found.withdrawn_at is None:
        found.withdrawn_at = at
        found.save(update_fields=["withdrawn_at"])
        record("team.withdrawn", actor_id=by, subject=f"invitation:{found.pk}", detail={}, at=at)
    return found
