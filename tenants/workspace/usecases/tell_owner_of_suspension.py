"""Write to the owner of a shop that staff suspended, or let sell again."""

from datetime import datetime

from kith.mail import Mail
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address, suspension_of
from tenants.workspace.mails import ShopResumedMail, ShopSuspendedMail


def tell_owner_of_suspension(
    *, at: datetime, suspended_at: datetime | None = None, resumed_at: datetime | None = None
) -> bool:
    """
    Tell the owner once that the shop sells nothing, and why; or, `resumed_at`, that it sells again.

    What is no longer so is not said. Returns whether a mail went out; the network writes it.
    """
    tenant = required_tenant()
    suspension = suspension_of(tenant_id=tenant.uuid)
    # A shop that nobody owns has nobody to tell.
    if tenant.owner_id is None or (suspension is None) != (suspended_at is None):
        return False
    mail: Mail
    if suspension is not None:
        mail = ShopSuspendedMail(shop=suspension.shop, because=suspension.because)
    else:
        url = page_address("desk-home", tenant_id=tenant.uuid)
        mail = ShopResumedMail(shop=tenant.name, url=url)
    about = f"{tenant.uuid}:{suspended_at or resumed_at}"
    reader = reader_of(person_id=tenant.owner_id)
    return send_mail_once(mail, about=about, to=reader, tenant_id=None, at=at)
