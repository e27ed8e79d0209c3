"""Write to whoever owns a card that was refused."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.dunning import day_of
from billing.invoicing.mails import CardRefusedMail
from billing.invoicing.models import Charge, DunningStep
from billing.invoicing.pay_links import pay_link
from kith.mail.sending import send_mail_once
from kith.wall import day_here, required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def send_dunning_notice(*, charge_id: UUID, at: datetime) -> bool:
    """
    Say once what happened to the charge, what comes next, and what to do.

    Not once its bill is paid or written off. What follows from a bill that stays unpaid is
    dunning's to decide. Returns whether a mail went out.
    """
    charge = Charge.objects.select_related("invoice", "card").get(pk=charge_id)
    invoice = charge.invoice
    if invoice is None or not invoice.is_owed or invoice.person_id is None or not charge.is_refused:
        return False
    tenant = required_tenant()
    mail = CardRefusedMail(
        number=invoice.number,
        total=charge.amount,
        card=str(charge.card) if charge.card else "",
        reason=charge.reason,
        retry_on=day_here(charge.retry_at) if charge.retry_at else None,
        blocked_on=day_of(DunningStep.BAR, invoice, at=at),
        pay_url=pay_link(invoice_id=invoice.pk, at=at),
        card_url=page_address("my-card", tenant_id=tenant.uuid),
    )
    reader = reader_of(person_id=invoice.person_id)
    return send_mail_once(mail, about=charge.pk, to=reader, tenant_id=tenant.uuid, at=at)
