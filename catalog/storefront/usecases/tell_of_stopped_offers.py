"""Write to a seller that the network took offers off the shelf."""

from datetime import datetime

from django.utils.translation import override

from catalog.storefront.mails import OffersStoppedMail
from catalog.storefront.models import Offer
from catalog.storefront.queries import why_stopped
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_stopped_offers(*, offer_codes: tuple[str, ...], delivery_id: int, at: datetime) -> bool:
    """
    Name each offer and what stops it, once; say whether a mail went out.

    Nobody is written to where a shop has no owner, the telco's own, or all are back on sale.
    """
    tenant = required_tenant()
    offers = list(
        Offer.objects.filter(code__in=offer_codes, stopped_at__isnull=False).on_the_shelf()
    )
    if tenant.owner_id is None or not offers:
        return False
    owner = reader_of(person_id=tenant.owner_id)
    with override(owner.language):
        why = why_stopped(offers, at=at)
    told = tuple((offer.name, why[offer.code]) for offer in offers)
    mail = OffersStoppedMail(offers=told, url=page_address("desk-offers", tenant_id=tenant.uuid))
    return send_mail_once(mail, about=delivery_id, to=owner, tenant_id=tenant.uuid, at=at)
