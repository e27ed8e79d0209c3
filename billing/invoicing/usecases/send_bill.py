"""Send a customer a bill that waits for their payment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.bill_cards import periods_of
from billing.invoicing.mails import BillIssuedMail
from billing.invoicing.models import Invoice
from billing.invoicing.pay_links import pay_link
from billing.invoicing.payers import payer_of, transfer_words
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.registry.queries import page_address


def send_bill(*, invoice_id: UUID, at: datetime) -> bool:
    """Send a bill once, unless it is paid or written off meanwhile; say whether it went."""
    invoice = Invoice.objects.get(pk=invoice_id)
    payer = payer_of(invoice)
    if payer is None or not invoice.is_owed:
        return False
    tenant_id = required_tenant().uuid
    mail = BillIssuedMail(
        number=invoice.number,
        plan=", ".join(invoice.lines.order_by("position").values_list("label", flat=True)),
        total=invoice.outstanding,
        due_on=invoice.due_on,
        period=periods_of([invoice]).get(invoice.pk),
        pay_url=pay_link(invoice_id=invoice.pk, at=at),
        card_url=page_address("my-card", tenant_id=tenant_id) if invoice.person_id else "",
        **transfer_words(invoice),
    )
    return send_mail_once(mail, about=invoice.pk, to=payer, tenant_id=tenant_id, at=at)
