"""Write to whoever was offered a role in a team."""

from datetime import datetime
from uuid import UUID

from kith.mail import Reader
from kith.mail.sending import send_mail_once
from kith.wall import public_side
from tenants.accounts.mails import TeamInvitationMail
from tenants.accounts.models import Person, TeamInvitation
from tenants.accounts.readers import reader_of
from tenants.accounts.team import token_of
from tenants.registry.queries import page_address


@public_side
def send_team_invitation(*, invitation_id: UUID, at: datetime) -> bool:
    """Send one invitation once, while it is open; returns whether a mail went out."""
    found = TeamInvitation.objects.get(pk=invitation_id)
    if not found.is_open_at(at):
        return False
    mail = TeamInvitationMail(
        by=Person.objects.get(pk=found.invited_by).full_name,
        role=found.role,
        ends_at=found.ends_at,
        url=page_address("account-team", token_of(found.pk), tenant_id=found.tenant_id),
    )
    known = Person.objects.filter(email=found.email).first()
    to = reader_of(person_id=known.pk) if known else Reader(found.email, found.email)
    return send_mail_once(mail, about=found.pk, to=to, tenant_id=found.tenant_id, at=at)
