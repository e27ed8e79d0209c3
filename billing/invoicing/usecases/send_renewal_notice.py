"""Tell the owner of a line what its next period costs, before it begins."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from billing.invoicing.mails import RenewalAheadMail
from billing.invoicing.queries import saved_card_of
from catalog.lines.queries import line_card
from catalog.numbering.queries import show_number
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def send_renewal_notice(*, line_id: UUID, renews_on: date, at: datetime) -> bool:
    """
    Say once for each period what is charged, to which card or by a bill, and when.

    Nothing for a line that ended, is barred for a debt, or renewed meanwhile. Says whether it went.
    """
    line = line_card(line_id=line_id)
    is_over = line.ended_at or line.unpaid_since or line.next_renewal_on != renews_on
    if is_over or not line.next_price:
        return False
    tenant_id, card = required_tenant().uuid, saved_card_of(person_id=line.person_id)
    mail = RenewalAheadMail(
        plan=line.next_name,
        phone_number=show_number(line.e164),
        price=line.next_price,
        renews_on=renews_on,
        card=str(card) if card else "",
        url=page_address("my-card", tenant_id=tenant_id),
    )
    about, to = f"{line_id}:{renews_on}", reader_of(person_id=line.person_id)
    return send_mail_once(mail, about=about, to=to, tenant_id=tenant_id, at=at)
