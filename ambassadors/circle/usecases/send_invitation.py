"""Write to an invited friend."""

from datetime import datetime

from ambassadors.circle.mails import InvitationMail
from ambassadors.circle.models import Invitation
from kith.mail import Reader
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.queries import person_card
from tenants.registry.queries import page_address


def send_invitation(*, invitation_id: int, at: datetime) -> bool:
    """Send one invitation once, unless it was withdrawn meanwhile; returns whether it went out."""
    invitation = Invitation.objects.get(pk=invitation_id)
    if not invitation.is_open or not invitation.sent_to:
        return False
    tenant = required_tenant()
    mail = InvitationMail(
        seller=person_card(tenant.owner_id).public_name if tenant.owner_id else "",
        text=invitation.words,
        url=page_address("shop-join", invitation.token, tenant_id=tenant.uuid),
    )
    # Nobody knows what a friend reads: the shop's language is what the two have in common.
    to = Reader(invitation.sent_to, invitation.name)
    return send_mail_once(mail, about=invitation.pk, to=to, tenant_id=tenant.uuid, at=at)
