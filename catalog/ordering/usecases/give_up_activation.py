"""Stop asking the network for an order: give it to staff, or give the money back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from catalog.ordering import requests, steps
from catalog.ordering.models import Order
from catalog.ordering.usecases.fail_order import fail_order


@transaction.atomic
def give_up_activation(*, order_id: UUID, reason: str, at: datetime) -> Order:
    """Hand the order to the manual desk once, where the settings say so; otherwise let it fail."""
    order = Order.objects.locked().get(pk=order_id)
    if order.is_over:
        return order
    if requests.is_by_hand(order) or not requests.hands_failures_to_desk():
        return fail_order(order_id=order.pk, reason=reason, at=at)
    order.adapter, order.unanswered_count = requests.MANUAL, 0
    order.attempt += 1
    order.save(update_fields=["adapter", "attempt", "unanswered_count"])
    steps.remark(
        order,
        steps.ACTIVATED,
        note=_("The network could not do it by itself. Our staff are doing it by hand."),
        actor=steps.STAFF,
    )
    requests.try_later(order, at=at)
    return order
