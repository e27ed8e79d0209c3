"""Larger plans that somebody asked for."""

from datetime import datetime, timedelta
from uuid import uuid4

from billing.invoicing.models import UPGRADE, PlanUpgrade
from billing.invoicing.purposes import bill_id_of
from catalog.lines.models import Line
from catalog.lines.plans import Plan
from tests.clock import NOON


def a_larger_plan(line: Line, *, price_minor: int = 2_000, **parts) -> Plan:
    """A plan that costs more than a line's own, and comes from another product."""
    was = Plan.of_line(line).as_kept()
    other = {"offer_code": "coast-20", "offer_name": "Coast 20", "base_code": "mobile-20"}
    return Plan(**{**was, **other, "price_minor": price_minor, "wholesale_minor": 900, **parts})


def an_upgrade(
    line: Line,
    *,
    at: datetime = NOON,
    amount_minor: int = 800,
    life: timedelta = timedelta(hours=1),
) -> PlanUpgrade:
    """Freeze a larger plan for a line, to be paid within the hour."""
    pk = uuid4()
    return PlanUpgrade.objects.create(
        uuid=pk,
        line_id=line.pk,
        person_id=line.person_id,
        was=Plan.of_line(line).as_kept(),
        becomes=a_larger_plan(line).as_kept(),
        amount_minor=amount_minor,
        wholesale_minor=400,
        currency=line.currency,
        from_on=line.started_on,
        until=line.next_renewal_on,
        asked_by=line.person_id,
        asked_at=at,
        lapses_at=at + life,
        bill_id=bill_id_of(f"{UPGRADE}:{pk}"),
    )
