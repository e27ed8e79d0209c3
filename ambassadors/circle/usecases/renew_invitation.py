"""Give a withdrawn invitation again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.circle.models import Invitation, Member
from ambassadors.circle.rings import hold_circle, is_capped
from ambassadors.circle.usecases.invite_friend import CircleFull
from kith.errors import DomainError


class InvitedAgainMeanwhile(DomainError):
    code = "circle.invited_again_meanwhile"


@transaction.atomic
def renew_invitation(*, token: str, at: datetime) -> Invitation:
    """
    Undo a withdrawal, so that the same link works again; an open one stays as it is.

    :raises CircleFull: the place was given to somebody else
    :raises InvitedAgainMeanwhile: the same friend has a newer invitation
    """
    size = hold_circle(at=at).widest
    invitation = Invitation.objects.locked().get(token=token)
    if not invitation.is_withdrawn:
        return invitation
    waiting = Invitation.objects.open()
    if invitation.sent_to and waiting.filter(sent_to=invitation.sent_to).exists():
        raise InvitedAgainMeanwhile(
            _("%(name)s has a newer invitation already.") % {"name": invitation.name},
            mend=_("Use the newer one."),
        )
    if is_capped() and Member.objects.inside().count() + waiting.count() >= size:
        raise CircleFull(
            _("Your circle of %(size)s is full, counting open invitations.") % {"size": size},
            mend=_("Withdraw another invitation first."),
        )
    invitation.withdrawn_at = None
    invitation.save(update_fields=["withdrawn_at"])
    return invitation
