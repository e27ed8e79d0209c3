"""Take an invitation back, or give it again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.circle.models import Invitation
from kith.errors import DomainError


class AlreadyAccepted(DomainError):
    code = "circle.already_accepted"


@transaction.atomic
def withdraw_invitation(*, token: str, at: datetime) -> Invitation:
    """
    Withdraw one invitation; withdrawing it again changes nothing.

    :raises AlreadyAccepted: the friend has come in
    """
    invitation = Invitation.objects.locked().get(token=token)
    if invitation.accepted_at:
        raise AlreadyAccepted(
            _("%(name)s has accepted already.") % {"name": invitation.name},
            mend=_("Nothing to withdraw any more."),
        )
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
    return invitation
