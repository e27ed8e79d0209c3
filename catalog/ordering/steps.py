"""
The steps of an order, and moving from one to the next; the caller, who holds the order, saves it.

Labels and notes are kept in English and translated when they are shown, so that buyer and seller
each read them in their own language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext_noop as _

from catalog.ordering.models import Order, OrderStep

BUYER, NETWORK, SHOP, STAFF = "buyer", "network", "shop", "staff"

LONGEST_NOTE = 300

PLACED, PAID, RESERVED, ACTIVATED, POSTED = "placed", "paid", "reserved", "activated", "posted"


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    actor: str
    expected_seconds: int


STEPS = (
    Step(PLACED, _("Order placed"), BUYER, 0),
    Step(PAID, _("Payment received"), BUYER, 15 * 60),
    Step(RESERVED, _("Number and SIM set aside for you"), SHOP, 10),
    Step(ACTIVATED, _("Line active on the network"), NETWORK, 60),
)
# What is said otherwise where a plan has several lines.
PLAN_LABELS = {
    RESERVED: _("Numbers and SIMs set aside for you"),
    ACTIVATED: _("Every line active on the network"),
}
CARD_STEPS = (*STEPS, Step(POSTED, _("SIM card on its way to you"), SHOP, 2 * 24 * 3600))


def lay_out(order: Order, at: datetime) -> None:
    """Give an order that is not kept yet its steps: the first done, the second begun."""
    steps = STEPS if order.sim_form == "esim" else CARD_STEPS
    labels = PLAN_LABELS if order.line_count > 1 else {}
    order.steps = [
        OrderStep(
            name=step.name,
            label=labels.get(step.name, step.label),
            actor=step.actor,
            expected_seconds=step.expected_seconds,
            started_at=at if step.name in (PLACED, PAID) else None,
            ended_at=at if step.name == PLACED else None,
        )
        for step in steps
    ]


def finish(order: Order, name: str, *, at: datetime, then: str = "", note: str = "") -> None:
    """End a step that has not ended, and begin the next one if it is named."""

    def ended(step: OrderStep) -> OrderStep:
        if step.name == name and step.ended_at is None:
            return replace(step, ended_at=at, failed_at=None, note=note)
        if step.name == then and step.started_at is None:
            return replace(step, started_at=at)
        return step

    _change(order, ended)


def remark(order: Order, name: str, *, note: str, actor: str = "") -> None:
    """Say on a step what it waits for, and who acts if that has changed."""

    def remarked(step: OrderStep) -> OrderStep:
        if step.name == name and step.ended_at is None:
            return replace(step, note=note, actor=actor or step.actor)
        return step

    _change(order, remarked)


def fail(order: Order, *, at: datetime, note: str) -> None:
    """Mark the step the order stands at as the one that failed."""
    current = next((step.name for step in order.steps if step.ended_at is None), None)

    def failed(step: OrderStep) -> OrderStep:
        if step.name == current:
            begun_at = step.started_at or at
            return replace(step, failed_at=at, note=note[:LONGEST_NOTE], started_at=begun_at)
        return step

    _change(order, failed)


def _change(order: Order, change: Callable[[OrderStep], OrderStep]) -> None:
    order.steps = [change(step) for step in order.steps]
