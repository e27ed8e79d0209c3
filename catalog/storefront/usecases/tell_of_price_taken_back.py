"""Write to whoever changed a price that somebody else put it back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from catalog.storefront.mails import PriceTakenBackMail
from catalog.storefront.models import Offer
from kith.mail.sending import send_mail_once
from kith.money import Money
from kith.translated import in_this_language
from kith.wall import required_tenant
from tenants.accounts.queries import person_card
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_price_taken_back(
    *,
    offer_code: str,
    changed_by: UUID,
    taken_back_by: UUID,
    changed: Money,
    earlier: Money,
    delivery_id: int,
    at: datetime,
) -> bool:
    """Name the offer, both prices and who put it back, once; say whether a mail went out."""
    tenant, offer = required_tenant(), Offer.objects.get(code=offer_code)
    reader = reader_of(person_id=changed_by)
    with override(reader.language):
        words = in_this_language(offer.translations, name=offer.name)
    mail = PriceTakenBackMail(
        offer=words["name"],
        by=person_card(taken_back_by).name,
        changed=changed,
        earlier=earlier,
        url=page_address("desk-offers", tenant_id=tenant.uuid),
    )
    return send_mail_once(mail, about=delivery_id, to=reader, tenant_id=tenant.uuid, at=at)
