"""Write to the owner of a shop that is closed for good."""

from datetime import datetime
from uuid import UUID

from kith.mail import Mail
from kith.mail.sending import send_mail_once
from kith.wall import day_here
from tenants.accounts.readers import reader_of
from tenants.registry.closings import ClosingCard, closing_card
from tenants.workspace.mails import ClosingAgreedMail, ClosingCalledOffMail, ShopClosedMail

AGREED, CALLED_OFF, CLOSED = "agreed", "called_off", "closed"


def tell_owner_of_closing(*, closing_id: UUID, about: str, at: datetime) -> bool:
    """
    Tell the owner once, in their language; a shop that nobody owns has nobody to tell.

    `about` is `AGREED`, `CALLED_OFF` or `CLOSED`. That it will close is not said any more once it
    was called off. Returns whether a mail went out; the network writes it.
    """
    closing = closing_card(closing_id=closing_id)
    if closing.owner_id is None or (about == AGREED and closing.is_called_off):
        return False
    reader = reader_of(person_id=closing.owner_id)
    return send_mail_once(_mail(closing, about), about=closing_id, to=reader, tenant_id=None, at=at)


def _mail(closing: ClosingCard, about: str) -> Mail:
    if about == CALLED_OFF:
        return ClosingCalledOffMail(shop=closing.shop)
    if about == AGREED and closing.closes_at:
        day = day_here(closing.closes_at)
        return ClosingAgreedMail(shop=closing.shop, closes_on=day, because=closing.because)
    if about == CLOSED and closing.shut_at:
        return ShopClosedMail(shop=closing.shop, closed_on=day_here(closing.shut_at))
    raise ValueError(f"no mail tells that a shop is {about!r}")
