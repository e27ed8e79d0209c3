"""Stop asking the network for a line: give it to staff, or give the money back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from catalog.network.adapters import MANUAL
from catalog.ordering import requests, steps
from catalog.ordering.models import Activation, Order
from catalog.ordering.usecases.fail_order import fail_order


@transaction.atomic
def give_up_activation(*, activation_id: UUID, reason: str, at: datetime) -> Order:
    """
    Hand the line to the manual desk once, where the settings say so; otherwise let its order fail.

    A plan goes into service with every line or not at all: one that cannot be had ends the order.
    """
    order = Order.objects.locked().get(activations__pk=activation_id)
    if order.is_over:
        return order
    activation = Activation.objects.get(pk=activation_id)
    if requests.is_by_hand(activation) or not requests.hands_failures_to_desk():
        return fail_order(order_id=order.pk, reason=reason, at=at)
    activation.adapter, activation.unanswered_count = MANUAL, 0
    activation.attempt += 1
    activation.save(update_fields=["adapter", "attempt", "unanswered_count"])
    steps.remark(
        order,
        steps.ACTIVATED,
        note=_("The network could not do it by itself. Our staff are doing it by hand."),
        actor=steps.STAFF,
    )
    order.save(update_fields=["steps"])
    requests.try_later(activation, at=at)
    return order
