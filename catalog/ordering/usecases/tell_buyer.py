"""Write to the buyer about an order."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from catalog.numbering.queries import show_number
from catalog.ordering.mails import (
    CardPostedMail,
    LineActiveMail,
    OrderFailedMail,
    OrderReceivedMail,
)
from catalog.ordering.models import Order
from kith.mail import Mail, Reader
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_buyer(*, order_id: UUID, news: str, at: datetime) -> bool:
    """
    Send the buyer one mail, once: `received`, `active`, `failed` or `posted`.

    Nobody is asked to pay what is paid, or over, meanwhile. Returns whether a mail went out.

    :raises KeyError: there is no such news
    """
    write = _WRITTEN[news]
    order = Order.objects.get(pk=order_id)
    if news == "received" and (order.is_paid or order.is_over):
        return False
    tenant_id = required_tenant().uuid
    url = page_address("order-status", order.token, tenant_id=tenant_id)
    return send_mail_once(
        write(order, url), about=order.pk, to=_buyer(order), tenant_id=tenant_id, at=at
    )


def _buyer(order: Order) -> Reader:
    """Return the buyer by the name they ordered under, in the language of their account."""
    language = order.language
    if order.person_id:
        language = reader_of(person_id=order.person_id).language
    return Reader(order.contact_email, order.contact_name, language)


def _received(order: Order, url: str) -> Mail:
    return OrderReceivedMail(number=order.number, plan=order.offer_name, total=order.total, url=url)


def _active(order: Order, url: str) -> Mail:
    return LineActiveMail(
        number=order.number,
        plan=order.offer_name,
        phone_numbers=_phone_numbers(order),
        is_esim=order.sim_form == "esim",
        url=url,
    )


def _posted(order: Order, url: str) -> Mail:
    return CardPostedMail(
        number=order.number, plan=order.offer_name, phone_numbers=_phone_numbers(order), url=url
    )


def _failed(order: Order, url: str) -> Mail:
    return OrderFailedMail(
        number=order.number,
        plan=order.offer_name,
        line_count=order.line_count,
        total=order.total,
        reason=order.failure,
        url=url,
    )


def _phone_numbers(order: Order) -> tuple[str, ...]:
    numbers = order.activations.order_by("place").values_list("e164", flat=True)
    return tuple(show_number(e164) for e164 in numbers)


_WRITTEN: Mapping[str, Callable[[Order, str], Mail]] = {
    "received": _received,
    "active": _active,
    "failed": _failed,
    "posted": _posted,
}
