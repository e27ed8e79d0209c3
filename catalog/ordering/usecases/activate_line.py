"""Ask the network again for one line of a paid order."""

from datetime import datetime
from uuid import UUID

from catalog.ordering.models import Activation, Order
from catalog.ordering.usecases.ask_network import ask_network


def activate_line(*, activation_id: UUID, at: datetime) -> Order:
    """Ask for one line, unless it is on or its order is over, and return the order."""
    activation = Activation.objects.select_related("order").get(pk=activation_id)
    if activation.is_active or activation.order.is_over:
        return activation.order
    return ask_network(activation=activation, at=at)
