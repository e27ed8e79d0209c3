"""Write to whoever has a number that it may leave, or has left."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from catalog.lines.queries import line_card
from catalog.numbering.queries import show_number
from catalog.porting.mails import LeavingAskedMail, NumberMovedMail
from catalog.porting.models import PortOut
from kith.mail import Mail
from kith.mail.sending import send_mails_once
from kith.ui.formats import date_text
from kith.wall import day_here, required_tenant
from tenants.accounts.readers import everywhere_of
from tenants.registry.queries import page_address

ASKED, MOVED = "asked", "moved"


def tell_of_leaving(*, port_out_id: UUID, about: str, at: datetime) -> int:
    """
    Tell each address the number's owner proved, once; return how many mails.

    Of a code that was called off before the mail went nothing is said.
    """
    port_out = PortOut.objects.get(pk=port_out_id)
    if about == ASKED and port_out.ended_at is not None:
        return 0
    tenant_id = required_tenant().uuid
    mail = _WRITTEN[about](port_out, tenant_id)
    readers = everywhere_of(person_id=port_out.person_id)
    mails = [(mail, reader) for reader in readers]
    return send_mails_once(mails, about=port_out.pk, tenant_id=tenant_id, at=at)


def _asked(port_out: PortOut, tenant_id: UUID) -> Mail:
    return LeavingAskedMail(
        phone_number=show_number(port_out.e164),
        good_until=date_text(day_here(port_out.good_until)),
        url=page_address("my-line-leave", port_out.line_id, tenant_id=tenant_id),
    )


def _moved(port_out: PortOut, tenant_id: UUID) -> Mail:
    return NumberMovedMail(
        phone_number=show_number(port_out.e164),
        operator=port_out.operator,
        plan=line_card(line_id=port_out.line_id).offer_name,
        url=page_address("my-invoices", tenant_id=tenant_id),
    )


_WRITTEN: dict[str, Callable[[PortOut, UUID], Mail]] = {ASKED: _asked, MOVED: _moved}
