"""Write to a customer of a suspended shop that their line goes on."""

from datetime import datetime
from uuid import UUID

from catalog.lines.mails import ServedOnMail
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_customer_of_suspension(*, person_id: UUID, suspended_at: datetime, at: datetime) -> bool:
    """
    Say once that nothing changes; the network writes it, for the telco answers from now on.

    Returns whether a mail went out: of a shop that sells again by now there is nothing to say.
    """
    tenant = required_tenant()
    if tenant.suspended_at is None:
        return False
    mail = ServedOnMail(shop=tenant.name, url=page_address("my-home", tenant_id=tenant.uuid))
    about = f"{tenant.uuid}:{suspended_at}"
    reader = reader_of(person_id=person_id)
    return send_mail_once(mail, about=about, to=reader, tenant_id=None, at=at)
