"""Take the role one was offered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.wall import public_side
from tenants.accounts.models import Person, TeamInvitation
from tenants.accounts.usecases.grant_role import grant_role


class InvitationOver(DomainError):
    """It was withdrawn, or its days are over."""

    code = "team.invitation_over"


class ForSomebodyElse(DomainError):
    """It went to another address than the one this person signs in with."""

    code = "team.for_somebody_else"


@public_side
@transaction.atomic
def accept_team_invitation(*, invitation_id: UUID, person_id: UUID, at: datetime) -> TeamInvitation:
    """
    Give the person the role; accepting it again changes nothing.

    :raises InvitationOver: it was withdrawn, or its days are over
    :raises ForSomebodyElse: it was sent to another address
    """
    found = TeamInvitation.objects.locked().get(pk=invitation_id)
    if Person.objects.get(pk=person_id).email != found.email:
        raise ForSomebodyElse(
            _("This invitation went to %(email)s.") % {"email": found.email},
            mend=_("Sign in with that address, or ask to be invited at yours."),
        )
    if found.accepted_by_id == person_id:
        return found
    if not found.is_open_at(at):
        raise InvitationOver(
            _("This invitation is no longer good."), mend=_("Ask whoever sent it for a new one.")
        )
    found.accepted_by_id, found.accepted_at = person_id, at
    found.save(update_fields=["accepted_by", "accepted_at"])
    grant_role(
        person_id=person_id,
        role=found.role,
        tenant_id=found.tenant_id,
        granted_by=found.invited_by,
        at=at,
    )
    return found
