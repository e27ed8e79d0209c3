"""Say whom the word on an order meant."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.ordering.events import EncouragerNamed
from catalog.ordering.models import Order
from kith.errors import DomainError
from kith.outbox import publish


class EncouragerNotAsked(DomainError):
    code = "order.encourager_not_asked"


@transaction.atomic
def name_encourager(*, order_id: UUID, encourager_id: UUID | None, at: datetime) -> Order:
    """
    Keep who encouraged the buyer of an order on which nobody was found by the word they gave.

    With None the buyer takes the word back. The same again changes nothing; an order whose line
    is in service already lets it count from when it was placed.

    :raises EncouragerNotAsked: the order names somebody else, or is older than fourteen days
    """
    order = Order.objects.locked().get(pk=order_id)
    if not order.encourager_word and order.encouraged_by_id == encourager_id:
        return order
    if not order.asks_for_encourager(at):
        raise EncouragerNotAsked(
            _("Who encouraged you is no longer asked on this order."),
            mend=_("Write to the shop: they can see what you wrote."),
        )
    order.encouraged_by_id, order.encourager_word = encourager_id, ""
    order.save(update_fields=["encouraged_by_id", "encourager_word"])
    if encourager_id and order.is_active:
        publish(EncouragerNamed(order_id=order.pk), key=str(order.pk))
    return order
