"""Write to whoever owns a card that was refused."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.invoicing.models import Charge
from billing.invoicing.words import why_refused
from kith.money import format_money
from kith.ui.formats import date_text, local
from kith.wall import required_tenant
from tenants.accounts.queries import person_card
from tenants.registry.queries import primary_host, tenant_url

LETTER = "billing/invoicing/mail_refused.txt"


def send_dunning_notice(*, charge_id: UUID) -> None:
    """Say what happened to the charge, what comes next, and what to do; not once it is paid."""
    charge = Charge.objects.select_related("invoice", "card").get(pk=charge_id)
    invoice = charge.invoice
    if invoice.is_paid or invoice.person_id is None or not charge.is_refused:
        return
    payer = person_card(invoice.person_id, with_contact=True)
    tenant = required_tenant()
    host = primary_host(tenant_id=tenant.uuid)

    def address(name: str, *args: str) -> str:
        return tenant_url(host, reverse(name, args=args, urlconf="config.urls.tenant"))

    with override(tenant.locale):
        words = {
            "name": payer.name,
            "card": charge.card,
            "why": why_refused(charge.reason),
            "total": format_money(charge.amount, tenant.locale),
            "number": invoice.number,
            "retry_on": _day(charge.retry_at, tenant.timezone),
            "has_line": invoice.line_id is not None,
            "seller": tenant.name,
            "pay_url": address("my-invoice", invoice.number),
            "card_url": address("my-card"),
        }
        EmailMessage(
            subject=_("We could not charge your card for %(number)s") % {"number": invoice.number},
            body=render_to_string(LETTER, words),
            to=[payer.email or ""],
        ).send()


def _day(at: datetime | None, zone: str) -> str:
    return date_text(local(at, zone).date()) if at else ""
