"""Come in by an invitation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.circle.models import Invitation
from kith.errors import DomainError


class InvitationWithdrawn(DomainError):
    code = "circle.invitation_withdrawn"


@transaction.atomic
def accept_invitation(*, token: str, at: datetime) -> Invitation:
    """
    Accept one invitation; accepting it again changes nothing.

    :raises InvitationWithdrawn: the seller took it back
    """
    invitation = Invitation.objects.locked().get(token=token)
    if invitation.is_withdrawn:
        raise InvitationWithdrawn(
            _("This invitation was taken back."),
            mend=_("The shop is open to everyone: you can look around all the same."),
        )
    if invitation.accepted_at is None:
        invitation.accepted_at = at
        invitation.seen_at = invitation.seen_at or at
        invitation.save(update_fields=["accepted_at", "seen_at"])
    return invitation
