"""
The steps of an order, and moving from one to the next.

Labels and notes are kept in English and translated when they are shown, so that buyer and seller
each read them in their own language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop as _

from catalog.ordering.models import Order, OrderStep

BUYER, NETWORK, SHOP, STAFF = "buyer", "network", "shop", "staff"

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
    """Give a new order its steps: the first done, the second begun."""
    steps = STEPS if order.sim_form == "esim" else CARD_STEPS
    labels = PLAN_LABELS if order.line_count > 1 else {}
    OrderStep.objects.bulk_create(
        OrderStep(
            order=order,
            position=position,
            name=step.name,
            label=labels.get(step.name, step.label),
            actor=step.actor,
            expected_seconds=step.expected_seconds,
            started_at=at if step.name in (PLACED, PAID) else None,
            ended_at=at if step.name == PLACED else None,
        )
        for position, step in enumerate(steps)
    )


def finish(order: Order, name: str, *, at: datetime, then: str = "", note: str = "") -> None:
    """End a step that has not ended, and begin the next one if it is named."""
    order.steps.filter(name=name, ended_at=None).update(ended_at=at, failed_at=None, note=note)
    if then:
        order.steps.filter(name=then, started_at=None).update(started_at=at)


def remark(order: Order, name: str, *, note: str, actor: str = "") -> None:
    """Say on a step what it waits for, and who acts if that has changed."""
    changed = {"note": note, **({"actor": actor} if actor else {})}
    order.steps.filter(name=name, ended_at=None).update(**changed)


def fail(order: Order, *, at: datetime, note: str) -> None:
    """Mark the step the order stands at as the one that failed."""
    current = order.steps.filter(ended_at=None).order_by("position").first()
    if current is not None:
        current.failed_at, current.note = at, note[:300]
        current.started_at = current.started_at or at
        current.save(update_fields=["failed_at", "note", "started_at"])
