"""Bring a paid order to life: numbers and SIMs, then the network."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from catalog.numbering.usecases.assign_number import assign_number
from catalog.numbering.usecases.assign_sim import assign_sim
from catalog.numbering.usecases.reserve_number import NoNumberLeft, reserve_number
from catalog.numbering.usecases.reserve_sim import NoSimLeft, reserve_sim
from catalog.ordering import requests, steps
from catalog.ordering.models import Activation, Order
from catalog.ordering.usecases.activate_line import activate_line
from catalog.ordering.usecases.fail_order import fail_order
from kith.wall import required_tenant

# Buyers read them, each in their own language.
NO_NUMBER = _("No phone number is free just now.")
NO_SIM = _("No SIM is free just now.")


def fulfil_order(*, order_id: UUID, at: datetime) -> Order:
    """
    Do what the order needs next and return it; safe to run twice, at once, or after a crash.

    Numbers and SIMs of all its lines are taken in one transaction; then the network is asked for
    each line (`activate_line`). Too few of them post `order.fulfilment_due` for later.
    """
    for activation_id in _prepare(order_id=order_id, at=at):
        activate_line(activation_id=activation_id, at=at)
    return Order.objects.get(pk=order_id)


@transaction.atomic
def _prepare(*, order_id: UUID, at: datetime) -> list[UUID]:
    """Take numbers and SIMs for the order and name the lines that are to be switched on."""
    order = Order.objects.locked().get(pk=order_id)
    if order.is_over or not order.is_paid:
        return []
    if not order.activations.exists():
        try:
            # A savepoint: the numbers go back when there are not enough for every line.
            with transaction.atomic():
                _take_numbers_and_sims(order, at)
        except NoNumberLeft:
            _wait_for_pool(order, NO_NUMBER, at)
            return []
        except NoSimLeft:
            _wait_for_pool(order, NO_SIM, at)
            return []
        steps.finish(order, steps.RESERVED, at=at, then=steps.ACTIVATED)
        order.save(update_fields=["steps"])
    waiting = order.activations.filter(active_at=None).order_by("place")
    return list(waiting.values_list("pk", flat=True))


def _take_numbers_and_sims(order: Order, at: datetime) -> None:
    country = required_tenant().country
    for place in range(1, order.line_count + 1):
        holder = f"order:{order.pk}:{place}"
        number = reserve_number(holder=holder, country=country, at=at)
        sim = reserve_sim(holder=holder, form=order.sim_form, at=at)
        # Assigned before the network hears of them: a late answer must find them still ours.
        assign_number(holder=holder, at=at)
        assign_sim(holder=holder, at=at)
        Activation.objects.create(
            order=order,
            place=place,
            e164=number.e164,
            iccid=sim.iccid,
            imsi=sim.imsi,
            activation_code=sim.activation_code,
        )


def _wait_for_pool(order: Order, reason: str, at: datetime) -> None:
    """Try again when there may be numbers again; give up after a while."""
    order.empty_pool_count += 1
    steps.remark(order, steps.RESERVED, note=reason)
    order.save(update_fields=["empty_pool_count", "steps"])
    if order.empty_pool_count > requests.MOST_EMPTY_LOOKS:
        fail_order(order_id=order.pk, reason=reason, at=at)
        return
    requests.fill_later(order, at=at)
