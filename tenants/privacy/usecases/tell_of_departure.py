"""Write to a person whose account is to end, or could not."""

from datetime import datetime
from uuid import UUID

from kith.mail.sending import send_mail_once
from kith.wall import day_here, public_side
from tenants.accounts.readers import reader_of
from tenants.privacy.mails import AccountKeptMail, AccountWillBeDeletedMail
from tenants.privacy.models import Departure
from tenants.registry.queries import page_address

ASKED, STOPPED = "asked", "stopped"


@public_side
def tell_of_departure(*, departure_id: UUID, about: str, at: datetime) -> bool:
    """
    Say until when it can be undone (`ASKED`), or that something has to end first (`STOPPED`).

    Returns whether a mail went out; one that was undone or done meanwhile is not told of.
    """
    departure = Departure.objects.filter(pk=departure_id, undone_at=None, done_at=None).first()
    if departure is None:
        return False
    url = page_address("my-data-deletion", tenant_id=None)
    mail = (
        AccountKeptMail(url=url)
        if about == STOPPED
        else AccountWillBeDeletedMail(url=url, on=day_here(departure.due_at))
    )
    reader = reader_of(person_id=departure.person_id)
    return send_mail_once(mail, about=departure_id, to=reader, tenant_id=None, at=at)
