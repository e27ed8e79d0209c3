"""Write to a seller what a customer's bank did with a payment."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.disputes.queries import dispute_card
from billing.invoicing.models import Payment
from billing.settlement.queries import shares_of_invoice
from billing.settlement.shares import SELLER
from kith.money import Money, format_money
from kith.wall import required_tenant
from tenants.accounts.queries import person_card
from tenants.registry.queries import primary_host, tenant_url

LETTER = "billing/invoicing/mail_dispute.txt"


def tell_seller_of_dispute(*, dispute_id: str, what: str) -> None:
    """
    Say that a part is `held` back, `released` or `taken` back, and why.

    Nobody is written to where a shop has no owner: the telco's own.
    """
    tenant = required_tenant()
    if tenant.owner_id is None:
        return
    card = dispute_card(dispute_id=dispute_id)
    payment = Payment.objects.select_related("invoice").get(
        payment_reference=card.payment_reference
    )
    shares = shares_of_invoice(tenant_id=tenant.uuid, invoice_number=payment.invoice.number)
    part = Money(sum(one.amount.minor for one in shares if one.party == SELLER), payment.currency)
    owner = person_card(tenant.owner_id, with_contact=True)
    host = primary_host(tenant_id=tenant.uuid)
    path = reverse("desk-earnings", urlconf="config.urls.tenant")
    with override(owner.locale):
        subjects = {
            "held": _("A customer’s bank disputes invoice %(number)s"),
            "released": _("The dispute of invoice %(number)s is over"),
            "taken": _("The dispute of invoice %(number)s is lost"),
        }
        words = {
            "name": owner.name,
            "what": what,
            "number": payment.invoice.number,
            "disputed": format_money(card.amount, owner.locale),
            "part": format_money(part, owner.locale),
            "url": tenant_url(host, path),
        }
        EmailMessage(
            subject=subjects[what] % {"number": payment.invoice.number},
            body=render_to_string(LETTER, words),
            to=[owner.email or ""],
        ).send()
