"""Confirm to whoever withdrew from a line that it is so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from billing.invoicing.mails import WithdrawnMail
from billing.invoicing.models import Refund
from catalog.lines.queries import line_card
from catalog.numbering.queries import show_number
from kith.mail.sending import send_mail_once
from kith.money import Money
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_withdrawal(*, line_id: UUID, at: datetime) -> bool:
    """Say once that the withdrawal arrived and how much goes back; say whether the mail went."""
    line, tenant_id = line_card(line_id=line_id), required_tenant().uuid
    ordered = Refund.objects.filter(key__startswith=f"withdrawal:{line_id}:")
    minor = ordered.aggregate(sum=Sum("amount_minor", default=0))["sum"]
    mail = WithdrawnMail(
        phone_number=show_number(line.e164),
        plan=line.offer_name,
        back=Money(minor, line.price.currency),
        url=page_address("my-invoices", tenant_id=tenant_id),
    )
    reader = reader_of(person_id=line.person_id)
    return send_mail_once(mail, about=line_id, to=reader, tenant_id=tenant_id, at=at)
