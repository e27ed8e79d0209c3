"""Bring a paid order to life: number and SIM, the network, the line."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.network.port import NetworkAnswer, NetworkUnreachable, network_port
from catalog.numbering.usecases.assign_number import assign_number
from catalog.numbering.usecases.assign_sim import assign_sim
from catalog.numbering.usecases.reserve_number import NoNumberLeft, reserve_number
from catalog.numbering.usecases.reserve_sim import NoSimLeft, reserve_sim
from catalog.ordering import requests, steps
from catalog.ordering.models import Order
from catalog.ordering.usecases.fail_order import fail_order
from catalog.ordering.usecases.give_up_activation import give_up_activation
from catalog.ordering.usecases.take_network_answer import take_network_answer
from kith.wall import required_tenant


@dataclass(frozen=True)
class _Asked:
    """One request to the network, decided under the lock and sent after it."""

    order: Order
    request_id: str


def fulfil_order(*, order_id: UUID, at: datetime) -> Order:
    """
    Do what the order needs next and return it; safe to run twice, at once, or after a crash.

    Number and SIM are taken in one transaction, the network is asked outside any, and its answer
    is taken in another. Every request has a name of its own, so asking again never activates twice.
    What has to wait posts `order.fulfilment_due` for later.
    """
    asked = _prepare(order_id=order_id, at=at)
    if asked is None:
        return Order.objects.get(pk=order_id)
    try:
        answer = _ask(asked)
    except NetworkUnreachable as silence:
        return _wait_for_network(order_id=order_id, reason=str(silence), at=at)
    take_network_answer(
        request_id=asked.request_id,
        state=answer.state,
        reference=answer.reference,
        reason=answer.reason,
        at=at,
    )
    return Order.objects.get(pk=order_id)


@transaction.atomic
def _prepare(*, order_id: UUID, at: datetime) -> _Asked | None:
    """Take number and SIM for the order and name its request; None when nothing is to be done."""
    order = Order.objects.locked().get(pk=order_id)
    if order.is_over or not order.is_paid:
        return None
    if not order.e164:
        try:
            # A savepoint: the number goes back when there is no SIM for it.
            with transaction.atomic():
                _take_number_and_sim(order, at)
        except (NoNumberLeft, NoSimLeft) as empty:
            _wait_for_pool(order, str(empty), at)
            return None
        steps.finish(order, steps.RESERVED, at=at, then=steps.ACTIVATED)
    return _Asked(order, requests.request_id(order, "activate"))


def _take_number_and_sim(order: Order, at: datetime) -> None:
    holder = f"order:{order.pk}"
    number = reserve_number(holder=holder, country=required_tenant().country, at=at)
    sim = reserve_sim(holder=holder, form=order.sim_form, at=at)
    # Assigned before the network hears of them: a late answer must find them still ours.
    assign_number(holder=holder, at=at)
    assign_sim(holder=holder, at=at)
    order.e164, order.iccid, order.imsi = number.e164, sim.iccid, sim.imsi
    order.activation_code = sim.activation_code
    order.save(update_fields=["e164", "iccid", "imsi", "activation_code"])


def _ask(asked: _Asked) -> NetworkAnswer:
    port = network_port(adapter=asked.order.adapter)
    subscription = requests.subscription_of(asked.order)
    return port.activate(request_id=asked.request_id, subscription=subscription)


def _wait_for_pool(order: Order, reason: str, at: datetime) -> None:
    """Try again when there may be numbers again; give up after a while."""
    order.unanswered_count += 1
    order.save(update_fields=["unanswered_count"])
    if order.unanswered_count > requests.MOST_SILENCES:
        fail_order(order_id=order.pk, reason=reason, at=at)
        return
    steps.remark(order, steps.RESERVED, note=reason)
    requests.try_later(order, at=at)


@transaction.atomic
def _wait_for_network(*, order_id: UUID, reason: str, at: datetime) -> Order:
    """Ask the same again later; after too many silences give up on this door."""
    order = Order.objects.locked().get(pk=order_id)
    if order.is_over:
        return order
    order.unanswered_count += 1
    order.save(update_fields=["unanswered_count"])
    if order.unanswered_count > requests.MOST_SILENCES:
        return give_up_activation(order_id=order.pk, reason=reason, at=at)
    steps.remark(order, steps.ACTIVATED, note=reason)
    requests.try_later(order, at=at)
    return order
