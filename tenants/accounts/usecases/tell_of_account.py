"""Write to a person what was done with their account."""

from datetime import datetime
from uuid import UUID

from kith.mail import Mail, Reader
from kith.mail.sending import send_mails_once
from kith.wall import public_side
from tenants.accounts.mails import AccountChangedMail, NewDeviceMail
from tenants.accounts.readers import everywhere_of
from tenants.registry.queries import page_address

SIGNED_IN = "signed_in"


@public_side
def tell_of_account(
    *,
    person_id: UUID,
    what: str,
    device: str,
    happened_at: datetime,
    tenant_id: UUID | None,
    delivery_id: int,
    at: datetime,
    address: str = "",
) -> int:
    """
    Tell each proved address of theirs, and the one named, once; return how many mails went out.

    `what` is a change as the library names it, or `signed_in`.
    """
    url = page_address("account_reset_password", tenant_id=tenant_id)
    mail: Mail
    if what == SIGNED_IN:
        mail = NewDeviceMail(happened_at=happened_at, device=device, url=url)
    else:
        mail = AccountChangedMail(what=what, happened_at=happened_at, device=device, url=url)
    readers = everywhere_of(person_id=person_id)
    if address and address not in {reader.address for reader in readers}:
        readers.append(Reader(address, readers[0].name, readers[0].language))
    mails = [(mail, reader) for reader in readers]
    return send_mails_once(mails, about=delivery_id, tenant_id=tenant_id, at=at)
