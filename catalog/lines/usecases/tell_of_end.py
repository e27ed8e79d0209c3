"""Write to the owner of a line on which day it ends."""

from datetime import date, datetime
from uuid import UUID

from catalog.lines.mails import LineEndsMail
from catalog.lines.periods import NUMBER_WAITS, day_before
from catalog.lines.queries import line_card
from catalog.numbering.queries import show_number
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_end(*, line_id: UUID, ends_on: date, at: datetime) -> bool:
    """
    Say once until when a line works, and how to keep it; say whether the mail went.

    None where its owner has thought better of it meanwhile, or it has ended.
    """
    line = line_card(line_id=line_id)
    if line.ended_at or line.ends_on != ends_on:
        return False
    tenant_id = required_tenant().uuid
    mail = LineEndsMail(
        phone_number=show_number(line.e164),
        plan=line.offer_name,
        last_day=day_before(ends_on),
        number_until=ends_on + NUMBER_WAITS,
        line_count=line.plan_size,
        url=page_address("my-line", line_id, tenant_id=tenant_id),
    )
    reader = reader_of(person_id=line.person_id)
    return send_mail_once(mail, about=f"{line_id}:{ends_on}", to=reader, tenant_id=tenant_id, at=at)
