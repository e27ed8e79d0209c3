"""Hear from the network how the activation of an order went."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as _

from catalog.lines.usecases.open_line import LineTerms, open_line
from catalog.ordering import requests, steps
from catalog.ordering.events import ActivationUnwanted, OrderActivated
from catalog.ordering.models import Activation, Order
from catalog.ordering.usecases.give_up_activation import give_up_activation
from kith.errors import DomainError
from kith.outbox import publish


@transaction.atomic
def take_network_answer(
    *, request_id: str, state: str, reference: str = "", reason: str = "", at: datetime
) -> Order | None:
    """
    Go on with the order the answer is about; None when it is about something else.

    Its lines open together, once all of them are on, however often and in whatever order answers
    arrive. A refusal counts only when it answers the present request for its line.
    """
    activation_id = requests.activation_named(request_id)
    if activation_id is None:
        return None
    order = Order.objects.locked().filter(activations__pk=activation_id).first()
    if order is None:
        return None
    lines = list(order.activations.order_by("place"))
    activation = next(line for line in lines if line.pk == activation_id)
    if activation.is_active:
        return order
    if state == "done":
        if order.failed_at is not None:
            return _undo_later(order, activation)
        activation.active_at, activation.network_reference = at, reference
        activation.save(update_fields=["active_at", "network_reference"])
        return _open_when_all_are_on(order, lines, at)
    if order.is_over or request_id != requests.request_id(activation, "activate"):
        return order
    if state == "pending":
        return _wait(order, activation, at)
    if activation.attempt >= requests.MOST_ATTEMPTS or requests.is_by_hand(activation):
        return give_up_activation(activation_id=activation.pk, reason=reason, at=at)
    activation.attempt += 1
    activation.save(update_fields=["attempt"])
    steps.remark(order, steps.ACTIVATED, note=_("The network refused once. We are trying again."))
    order.save(update_fields=["steps"])
    requests.try_later(activation, at=at)
    return order


def _open_when_all_are_on(order: Order, lines: list[Activation], at: datetime) -> Order:
    if not all(line.is_active for line in lines):
        return order
    line_ids = _open_lines(order, lines, at)
    order.active_at = at
    then = steps.POSTED if order.sim_form == "physical" else ""
    steps.finish(order, steps.ACTIVATED, at=at, then=then)
    order.save(update_fields=["active_at", "steps"])
    publish(
        OrderActivated(order_id=order.pk, line_id=line_ids[0], person_id=order.person_id),
        key=str(order.pk),
    )
    return order


class BuyerUnknown(DomainError):
    """A paid order always has its buyer; this one was never paid."""

    code = "order.buyer_unknown"


def _open_lines(order: Order, lines: list[Activation], at: datetime) -> list[UUID]:
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
    return [
        open_line(
            order_id=order.pk,
            place=activation.place,
            person_id=order.person_id,
            terms=terms,
            e164=activation.e164,
            iccid=activation.iccid,
            activation_code=activation.activation_code,
            network_reference=activation.network_reference,
            at=at,
        ).pk
        for activation in lines
    ]


def _wait(order: Order, activation: Activation, at: datetime) -> Order:
    if requests.is_by_hand(activation):
        steps.remark(
            order,
            steps.ACTIVATED,
            note=_("Our staff are switching your line on by hand."),
            actor=steps.STAFF,
        )
    else:
        steps.remark(order, steps.ACTIVATED, note=_("The network is working on it."))
    order.save(update_fields=["steps"])
    requests.chase_later(activation, at=at)
    return order


def _undo_later(order: Order, activation: Activation) -> Order:
    """The money went back, yet the network switched the line on: switch it off again."""
    activation.attempt += 1
    activation.save(update_fields=["attempt"])
    key = f"{activation.pk}:{activation.attempt}"
    publish(ActivationUnwanted(order_id=order.pk), key=key)
    return order
