"""Write to a seller that the network took offers off the shelf."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext, override

from catalog.storefront.corridor import what_stops
from catalog.storefront.models import Offer
from catalog.wholesale.queries import base_products
from kith.wall import required_tenant
from tenants.accounts.queries import person_card
from tenants.registry.queries import primary_host, tenant_url

LETTER = "catalog/storefront/mail_stopped.txt"


def tell_of_stopped_offers(*, offer_codes: tuple[str, ...], at: datetime) -> None:
    """
    Name each offer and what stops it, in the owner's language.

    Nobody is written to where a shop has no owner, the telco's own, or all are back on sale.
    """
    tenant = required_tenant()
    offers = list(
        Offer.objects.filter(code__in=offer_codes, stopped_at__isnull=False).on_the_shelf()
    )
    if tenant.owner_id is None or not offers:
        return
    owner = person_card(tenant.owner_id, with_contact=True)
    products = {one.code: one for one in base_products(seller_kind=tenant.kind, at=at)}
    path = reverse("desk-offers", urlconf="config.urls.tenant")
    with override(owner.locale):
        words = {
            "name": owner.name,
            "offers": [
                {"name": offer.name, "why": what_stops(offer, products.get(offer.base_code))}
                for offer in offers
            ],
            "url": tenant_url(primary_host(tenant_id=tenant.uuid), path),
        }
        EmailMessage(
            subject=ngettext(
                "%(n)s offer of your shop is no longer on sale",
                "%(n)s offers of your shop are no longer on sale",
                len(offers),
            )
            % {"n": len(offers)},
            body=render_to_string(LETTER, words),
            to=[owner.email or ""],
        ).send()
