"""Write to the owner of a line that its plan will change, or has changed."""

from datetime import datetime
from uuid import UUID

from catalog.lines.mails import NewPlan, PlanChangedMail, PlanChangesMail
from catalog.lines.models import PlanChange
from catalog.lines.plans import Plan
from catalog.lines.queries import line_card
from catalog.numbering.queries import show_number
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address

SET, DONE = "set", "done"


def tell_of_plan_change(*, change_id: UUID, at: datetime, news: str) -> bool:
    """
    Say once what a line gets and costs from which day, and say whether the mail went.

    `news` is SET or DONE; nothing is said of one that was undone or done meanwhile.
    """
    change = PlanChange.objects.get(pk=change_id)
    if news == SET and not change.is_waiting:
        return False
    line, tenant_id = line_card(line_id=change.line_id), required_tenant().uuid
    was, becomes = Plan(**change.was), Plan(**change.becomes)
    new = NewPlan(
        phone_number=show_number(line.e164),
        old_plan=was.offer_name,
        plan=becomes.offer_name,
        allowances=becomes.allowances,
        price=becomes.price,
        period=line.period,
        from_on=change.from_on,
        url=page_address("my-line", line.id, tenant_id=tenant_id),
        next_bill_on=line.next_renewal_on if change.is_now else None,
    )
    mail = PlanChangesMail(new=new) if news == SET else PlanChangedMail(new=new)
    reader = reader_of(person_id=line.person_id)
    about = f"{change_id}:{news}"
    return send_mail_once(mail, about=about, to=reader, tenant_id=tenant_id, at=at)
