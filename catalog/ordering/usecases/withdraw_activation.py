"""Make sure that the network keeps nothing of an order that failed."""

from uuid import UUID

from catalog.network.adapters import network_port
from catalog.ordering import requests
from catalog.ordering.models import Activation


def withdraw_activation(*, order_id: UUID) -> None:
    """
    End whatever service the network may have begun for a failed order; again changes nothing.

    Call it outside a transaction: the network may be slow.

    :raises NetworkUnreachable: nobody knows; run it again
    """
    begun = Activation.objects.filter(order_id=order_id, order__failed_at__isnull=False)
    for activation in begun.select_related("order").order_by("place"):
        network_port(adapter=activation.adapter).terminate(
            request_id=requests.request_id(activation, "terminate"),
            subscription=requests.subscription_of(activation),
        )
