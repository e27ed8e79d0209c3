"""Write to the owner of a line that it moves to another SIM."""

from datetime import datetime
from uuid import UUID

from catalog.lines.mails import NewSimMail
from catalog.lines.models import SWAP, LineEvent
from catalog.numbering.queries import show_number
from kith.mail.sending import send_mails_once
from kith.wall import required_tenant
from tenants.accounts.readers import everywhere_of
from tenants.registry.queries import page_address


def tell_of_new_sim(*, event_id: UUID, at: datetime) -> int:
    """
    Tell each address its owner proved, before the network has moved it; return how many mails.

    None for other changes, which are no theft.
    """
    event = LineEvent.objects.select_related("line").get(pk=event_id)
    if event.what != SWAP:
        return 0
    tenant_id = required_tenant().uuid
    mail = NewSimMail(
        phone_number=show_number(event.line.e164),
        line_url=page_address("my-line", event.line.pk, tenant_id=tenant_id),
        password_url=page_address("account_change_password", tenant_id=tenant_id),
    )
    readers = everywhere_of(person_id=event.line.person_id)
    mails = [(mail, reader) for reader in readers]
    return send_mails_once(mails, about=event.pk, tenant_id=tenant_id, at=at)
