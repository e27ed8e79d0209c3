"""Write to whoever has a number that another operator named a code for it."""

from datetime import datetime
from uuid import UUID

from catalog.numbering.queries import show_number
from catalog.porting.mails import LeavingBegunMail, LeavingTriedMail
from catalog.porting.models import PortOut
from kith.mail import Mail
from kith.mail.sending import send_mails_once
from kith.wall import required_tenant
from tenants.accounts.readers import everywhere_of
from tenants.registry.queries import page_address


def tell_of_leaving_try(
    *, code_id: UUID, operator: str, is_right: bool, tries_left: int, at: datetime
) -> int:
    """Tell each address the number's owner proved of this try, once; return how many mails."""
    port_out = PortOut.objects.get(pk=code_id)
    tenant_id = required_tenant().uuid
    number = show_number(port_out.e164)
    url = page_address("my-line-leave", port_out.line_id, tenant_id=tenant_id)
    mail: Mail = LeavingBegunMail(phone_number=number, operator=operator, url=url)
    if not is_right:
        mail = LeavingTriedMail(
            phone_number=number, operator=operator, tries_left=tries_left, url=url
        )
    readers = everywhere_of(person_id=port_out.person_id)
    return send_mails_once(
        [(mail, reader) for reader in readers],
        about=f"{port_out.pk}:{'right' if is_right else tries_left}",
        tenant_id=tenant_id,
        at=at,
    )
