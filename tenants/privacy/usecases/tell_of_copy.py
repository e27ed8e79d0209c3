"""Write to a person that their copy is ready."""

from datetime import datetime, timedelta
from uuid import UUID

from kith.mail.sending import send_mail_once
from kith.wall import day_here, public_side
from tenants.accounts.readers import reader_of
from tenants.privacy.mails import CopyReadyMail
from tenants.privacy.models import PersonalCopy
from tenants.privacy.usecases.sweep_copies import RULES
from tenants.registry.queries import page_address


@public_side
def tell_of_copy(*, copy_id: UUID, at: datetime) -> bool:
    """Say where it is and until when; returns whether a mail went out."""
    copy = PersonalCopy.objects.filter(pk=copy_id, ready_at__isnull=False).first()
    if copy is None or copy.ready_at is None:
        return False
    mail = CopyReadyMail(
        url=page_address("my-data", tenant_id=None),
        until=day_here(copy.ready_at + timedelta(days=RULES[-1].days)),
    )
    reader = reader_of(person_id=copy.person_id)
    return send_mail_once(mail, about=copy_id, to=reader, tenant_id=None, at=at)
