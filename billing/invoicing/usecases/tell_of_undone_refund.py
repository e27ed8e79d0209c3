"""Write to customer and seller that a refund did not arrive."""

from __future__ import annotations

from uuid import UUID

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.invoicing.models import Refund
from kith.money import format_money
from kith.wall import TenantRef, required_tenant
from tenants.accounts.queries import person_card
from tenants.registry.queries import primary_host, tenant_url

LETTER = "billing/invoicing/mail_refund_undone.txt"


def tell_of_undone_refund(*, refund_id: UUID, is_owed: bool) -> None:
    """Say that the money came back to us and is still the customer's; nothing where it is not."""
    if not is_owed:
        return
    tenant = required_tenant()
    refund = Refund.objects.select_related("invoice").get(pk=refund_id)
    invoice = refund.invoice
    if invoice.contact_email:
        path = reverse("my-invoice", args=[invoice.number], urlconf="config.urls.tenant")
        _write(refund, invoice.contact_name, invoice.contact_email, tenant.locale, path)
    if tenant.owner_id:
        owner = person_card(tenant.owner_id, with_contact=True)
        path = reverse("desk-invoice", args=[invoice.number], urlconf="config.urls.tenant")
        _write(refund, owner.name, owner.email or "", owner.locale, path, is_seller=True)


def _write(
    refund: Refund, name: str, address: str, locale: str, path: str, *, is_seller: bool = False
) -> None:
    tenant: TenantRef = required_tenant()
    host = primary_host(tenant_id=tenant.uuid)
    with override(locale):
        words = {
            "name": name,
            "is_seller": is_seller,
            "amount": format_money(refund.amount, locale),
            "number": refund.invoice.number,
            "customer": refund.invoice.contact_name,
            "reason": refund.why,
            "seller": tenant.name,
            "url": tenant_url(host, path),
        }
        EmailMessage(
            subject=_("A refund for invoice %(number)s did not arrive")
            % {"number": refund.invoice.number},
            body=render_to_string(LETTER, words),
            to=[address],
        ).send()
