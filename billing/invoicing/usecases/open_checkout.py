"""Lead a buyer to the hosted payment page of an order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from billing.entities.queries import may_bill
from billing.invoicing.hosted_pages import AlreadyPaid, Payable, open_page
from billing.invoicing.queries import customer_of
from catalog.ordering.queries import order_card
from kith.errors import DomainError


class NotOpenYet(DomainError):
    """Money is not taken for what nobody could send an invoice for."""

    code = "payment.not_open_yet"


def open_checkout(*, order_id: UUID, return_url: str, cancel_url: str, at: datetime) -> str:
    """
    Return the address where an order is paid; a second click gets the same one.

    :raises NotOpenYet: nobody has said yet which company sells, so no bill could follow
    :raises AlreadyPaid: the order is paid
    """
    order = order_card(order_id=order_id)
    if order.paid_at:
        raise AlreadyPaid(_("Order %(number)s is paid already") % {"number": order.number})
    if not may_bill():
        raise NotOpenYet(
            _("This shop takes no payments yet"),
            mend=_("Nothing was charged. Please try again later."),
        )
    known = customer_of(person_id=order.person_id) if order.person_id and order.keeps_card else ""
    payable = Payable(
        amount=order.total,
        label=order.offer_name,
        reference=order.number,
        customer_email=order.contact_email,
        order_id=order.id,
        keeps_card=order.keeps_card,
        customer=known,
    )
    return open_page(payable=payable, return_url=return_url, cancel_url=cancel_url, at=at)
