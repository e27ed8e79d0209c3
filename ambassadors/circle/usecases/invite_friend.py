"""Keep a place for a friend and send the way in."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.circle.events import InvitationMade
from ambassadors.circle.models import Invitation, Member
from ambassadors.circle.rings import hold_circle, is_capped
from kith.errors import DomainError
from kith.outbox import publish
from kith.visible import read_address

LONGEST_NAME = 80


class CircleFull(DomainError):
    """The open rings have no place left."""

    code = "circle.full"


class InvitationWithoutName(DomainError):
    code = "circle.invitation_without_name"


@transaction.atomic
def invite_friend(*, name: str, sent_to: str = "", words: str = "", at: datetime) -> Invitation:
    """
    Invite one friend; with an e-mail address the letter goes out by itself.

    The same address while its invitation is open returns that invitation.

    :raises CircleFull: members and open invitations fill the widest open ring
    :raises AddressUnreadable: something in the e-mail address cannot be seen
    :raises InvitationWithoutName: nobody is named
    """
    called, address = " ".join(name.split()), read_address(sent_to)
    if not called or len(called) > LONGEST_NAME:
        raise InvitationWithoutName(
            _("An invitation is for somebody."), mend=_("Write the name you call them by.")
        )
    size = hold_circle(at=at).widest
    waiting = Invitation.objects.open()
    if address and (known := waiting.filter(sent_to=address).first()):
        return known
    if is_capped() and Member.objects.inside().count() + waiting.count() >= size:
        raise CircleFull(
            _("Your circle of %(size)s is full, counting open invitations.") % {"size": size},
            mend=_("Withdraw an invitation nobody answered, or wait for the next ring."),
        )
    invitation = Invitation.objects.create(
        token=secrets.token_urlsafe(18),
        name=called,
        sent_to=address,
        words=words.strip()[:300],
        invited_at=at,
    )
    if address:
        publish(InvitationMade(invitation_id=invitation.pk), key=f"invitation:{invitation.pk}")
    return invitation
