"""Hear from the network how the activation of an order went."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from catalog.lines.models import Line
from catalog.lines.usecases.open_line import LineTerms, open_line
from catalog.ordering import requests, steps
from catalog.ordering.models import Order
from catalog.ordering.usecases.give_up_activation import give_up_activation
from kith.errors import DomainError
from kith.outbox import publish


@transaction.atomic
def take_network_answer(
    *, request_id: str, state: str, reference: str = "", reason: str = "", at: datetime
) -> Order | None:
    """
    Go on with the order the answer is about; None when it is about something else.

    A line opens once, however often and in whatever order answers arrive. A refusal counts only
    when it answers the present request.
    """
    order_id = requests.order_named(request_id)
    order = Order.objects.locked().filter(pk=order_id).first() if order_id else None
    if order is None or order.is_active:
        return order
    if state == "done":
        if order.failed_at is not None:
            return _undo_later(order)
        return _activate(order, reference, at)
    if order.is_over or request_id != requests.request_id(order, "activate"):
        return order
    if state == "pending":
        return _wait(order, at)
    if order.attempt >= requests.MOST_ATTEMPTS or requests.is_by_hand(order):
        return give_up_activation(order_id=order.pk, reason=reason, at=at)
    order.attempt += 1
    order.save(update_fields=["attempt"])
    steps.remark(order, steps.ACTIVATED, note=_("The network refused once. We are trying again."))
    requests.try_later(order, at=at)
    return order


def _activate(order: Order, reference: str, at: datetime) -> Order:
    line = _line_of(order, reference, at)
    order.active_at = at
    order.save(update_fields=["active_at"])
    then = steps.POSTED if order.sim_form == "physical" else ""
    steps.finish(order, steps.ACTIVATED, at=at, then=then)
    publish(
        "order.activated",
        key=str(order.pk),
        order_id=order.pk,
        line_id=line.pk,
        person_id=order.person_id,
    )
    return order


class BuyerUnknown(DomainError):
    """A paid order always has its buyer; this one was never paid."""

    code = "order.buyer_unknown"


def _line_of(order: Order, reference: str, at: datetime) -> Line:
    if order.person_id is None:
        raise BuyerUnknown("An order without its payment cannot open a line.")
    terms = LineTerms(
        offer_code=order.offer_code,
        offer_name=order.offer_name,
        base_code=order.base_code,
        price=order.total,
        wholesale=order.wholesale,
        tax_basis_points=order.tax_basis_points,
        period=order.period,
        allowances=order.allowances,
    )
    return open_line(
        order_id=order.pk,
        person_id=order.person_id,
        terms=terms,
        e164=order.e164,
        iccid=order.iccid,
        activation_code=order.activation_code,
        network_reference=reference,
        at=at,
    )


def _wait(order: Order, at: datetime) -> Order:
    if requests.is_by_hand(order):
        steps.remark(
            order,
            steps.ACTIVATED,
            note=_("Our staff are switching your line on by hand."),
            actor=steps.STAFF,
        )
    else:
        steps.remark(order, steps.ACTIVATED, note=_("The network is working on it."))
    requests.chase_later(order, at=at)
    return order


def _undo_later(order: Order) -> Order:
    """The money went back, yet the network switched the line on: switch it off again."""
    order.attempt += 1
    order.save(update_fields=["attempt"])
    publish("order.activation_unwanted", key=f"{order.pk}:{order.attempt}", order_id=order.pk)
    return order
