"""Bring a paid order to life: numbers and SIMs, then the network."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from catalog.numbering.usecases.assign_numbers import NoNumberLeft, assign_numbers
from catalog.numbering.usecases.assign_sims import NoSimLeft, assign_sims
from catalog.ordering import requests, steps
from catalog.ordering.models import Activation, Order
from catalog.ordering.usecases.ask_network import ask_network
from catalog.ordering.usecases.fail_order import fail_order
from kith.wall import required_tenant

# Buyers read them, each in their own language.
NO_NUMBER = _("No phone number is free just now.")
NO_SIM = _("No SIM is free just now.")


def fulfil_order(*, order_id: UUID, at: datetime) -> Order:
    """
    Do what the order needs next and return it; safe to run twice, at once, or after a crash.

    Numbers and SIMs of all its lines are taken in one transaction; then the network is asked for
    each line (`ask_network`). Too few of them post `order.fulfilment_due` for later.
    """
    try:
        order, waiting = _prepare(order_id=order_id, at=at)
    except NoNumberLeft:
        return _wait_for_pool(order_id=order_id, reason=NO_NUMBER, at=at)
    except NoSimLeft:
        return _wait_for_pool(order_id=order_id, reason=NO_SIM, at=at)
    for activation in waiting:
        # One that cannot be had ends the order.
        if not order.is_over:
            order = ask_network(activation=activation, at=at)
    return order


@transaction.atomic
def _prepare(*, order_id: UUID, at: datetime) -> tuple[Order, list[Activation]]:
    """
    Take numbers and SIMs for the order; return it with the lines that are to be switched on.

    :raises NoNumberLeft: there are too few, and nothing was taken
    :raises NoSimLeft: there are too few, and nothing was taken
    """
    order = Order.objects.locked().get(pk=order_id)
    if order.is_over or not order.is_paid:
        return order, []
    lines = list(order.activations.order_by("place"))
    if not lines:
        lines = _take_numbers_and_sims(order, at)
        steps.finish(order, steps.RESERVED, at=at, then=steps.ACTIVATED)
        order.save(update_fields=["steps"])
    return order, [line for line in lines if not line.is_active]


def _take_numbers_and_sims(order: Order, at: datetime) -> list[Activation]:
    """Take them for good before the network hears of them: a late answer finds them still ours."""
    holders = [f"order:{order.pk}:{place}" for place in range(1, order.line_count + 1)]
    country = required_tenant().country
    numbers = assign_numbers(holders=holders, country=country, at=at)
    sims = assign_sims(holders=holders, form=order.sim_form, at=at)
    return Activation.objects.bulk_create(
        [
            Activation(
                order=order,
                place=place,
                e164=numbers[holder],
                iccid=sims[holder].iccid,
                imsi=sims[holder].imsi,
                activation_code=sims[holder].activation_code,
            )
            for place, holder in enumerate(holders, start=1)
        ]
    )


@transaction.atomic
def _wait_for_pool(*, order_id: UUID, reason: str, at: datetime) -> Order:
    """Try again when there may be numbers again; give up after a while."""
    order = Order.objects.locked().get(pk=order_id)
    if order.is_over or order.activations.exists():
        return order
    order.empty_pool_count += 1
    steps.remark(order, steps.RESERVED, note=reason)
    order.save(update_fields=["empty_pool_count", "steps"])
    if order.empty_pool_count > requests.MOST_EMPTY_LOOKS:
        return fail_order(order_id=order_id, reason=reason, at=at)
    requests.fill_later(order, at=at)
    return order
