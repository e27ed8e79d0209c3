"""Make sure that the network keeps nothing of an order that failed."""

from datetime import datetime
from uuid import UUID

from catalog.network.port import network_port
from catalog.ordering import requests
from catalog.ordering.models import Order


def withdraw_activation(*, order_id: UUID, at: datetime) -> None:
    """
    End whatever service the network may have begun for a failed order; again changes nothing.

    :raises NetworkUnreachable: nobody knows; run it again
    """
    order = Order.objects.get(pk=order_id)
    if order.failed_at is None or order.failed_at > at or not order.e164:
        return
    network_port(adapter=order.adapter).terminate(
        request_id=requests.request_id(order, "terminate"),
        subscription=requests.subscription_of(order),
    )
