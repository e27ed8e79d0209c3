"""Tell whose address it is that a card was not saved for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.mails import CardNotSavedMail
from catalog.ordering.queries import order_card
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_unsaved_card(*, order_id: UUID, at: datetime) -> bool:
    """Say once that nobody was signed in, and how a card is saved; say whether the mail went."""
    order, tenant_id = order_card(order_id), required_tenant().uuid
    if order.person_id is None:
        return False
    mail = CardNotSavedMail(
        number=order.number,
        plan=order.offer_name,
        url=page_address("my-card", tenant_id=tenant_id),
    )
    reader = reader_of(person_id=order.person_id)
    return send_mail_once(mail, about=order_id, to=reader, tenant_id=tenant_id, at=at)
