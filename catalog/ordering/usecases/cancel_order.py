"""Call off an order that is not paid."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalog.ordering import steps
from catalog.ordering.models import Order
from kith.errors import DomainError


class OrderPaid(DomainError):
    code = "order.paid"


@transaction.atomic
def cancel_order(*, order_id: UUID, at: datetime) -> Order:
    """
    Cancel an order before it is paid; again changes nothing.

    :raises OrderPaid: it is paid, so it can only be refunded
    """
    order = Order.objects.locked().get(pk=order_id)
    if order.is_paid:
        raise OrderPaid(
            _("This order is already paid."), mend=_("Ask for a refund instead of cancelling it.")
        )
    if order.cancelled_at is None and order.failed_at is None:
        order.cancelled_at = at
        steps.fail(order, at=at, note=gettext_noop("Cancelled before payment."))
        order.save(update_fields=["cancelled_at", "steps"])
    return order
