"""Send whoever paid a bill their receipt."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.bill_cards import awaits_line, periods_of
from billing.invoicing.mails import ReceiptMail
from billing.invoicing.models import Invoice
from billing.invoicing.payers import payer_of
from kith.mail.sending import send_mail_once
from kith.money import Money
from kith.wall import day_here, required_tenant
from tenants.registry.queries import page_address


def send_receipt(*, invoice_id: UUID, at: datetime) -> bool:
    """Send the receipt of a paid bill once; nothing for one of nothing. Says whether it went."""
    invoice = Invoice.objects.get(pk=invoice_id)
    payer = payer_of(invoice)
    if payer is None or not invoice.total or invoice.paid_at is None:
        return False
    tenant = required_tenant()
    period = periods_of([invoice]).get(invoice.pk)
    lines = list(invoice.lines.order_by("position"))
    mail = ReceiptMail(
        number=invoice.number,
        lines=tuple((line.label, Money(line.gross_minor, invoice.currency)) for line in lines),
        total=invoice.total,
        tax=Money(sum(line.tax_minor for line in lines), invoice.currency),
        paid_on=day_here(invoice.paid_at),
        period=period,
        awaits_line=awaits_line(invoice, period),
        url=page_address("my-invoice", invoice.number, tenant_id=tenant.uuid),
    )
    return send_mail_once(mail, about=invoice.pk, to=payer, tenant_id=tenant.uuid, at=at)
