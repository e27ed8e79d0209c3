"""Ask the network to switch on one line that its order waits for."""

from datetime import datetime

from django.db import transaction

from catalog.network.adapters import network_port
from catalog.network.port import NetworkAnswer, NetworkUnreachable
from catalog.ordering import requests, steps
from catalog.ordering.models import Activation, Order
from catalog.ordering.usecases.give_up_activation import give_up_activation
from catalog.ordering.usecases.take_network_answer import take_network_answer


def ask_network(*, activation: Activation, at: datetime) -> Order:
    """
    Ask for one line, take the answer and return the order; safe to run twice, or after a crash.

    The network is asked outside any transaction, under a name of this try's own, so asking again
    never activates twice. What has to wait posts `activation.due` for later, for this line alone.
    """
    name = requests.request_id(activation, "activate")
    try:
        answer = _ask(activation, name)
    except NetworkUnreachable as silence:
        return _wait_for_network(activation=activation, reason=str(silence), at=at)
    order = take_network_answer(
        request_id=name,
        state=answer.state,
        reference=answer.reference,
        reason=answer.reason,
        at=at,
    )
    return order or activation.order


def _ask(activation: Activation, name: str) -> NetworkAnswer:
    port = network_port(adapter=activation.adapter)
    return port.activate(request_id=name, subscription=requests.subscription_of(activation))


@transaction.atomic
def _wait_for_network(*, activation: Activation, reason: str, at: datetime) -> Order:
    """Ask the same again later; after too many silences give up on this door."""
    order = Order.objects.locked().get(pk=activation.order_id)
    activation.refresh_from_db()
    if order.is_over or activation.is_active:
        return order
    activation.unanswered_count += 1
    activation.save(update_fields=["unanswered_count"])
    if activation.unanswered_count > requests.MOST_SILENCES:
        return give_up_activation(activation_id=activation.pk, reason=reason, at=at)
    steps.remark(order, steps.ACTIVATED, note=reason)
    order.save(update_fields=["steps"])
    requests.try_later(activation, at=at)
    return order
