"""Take up what follows from bills that nobody pays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.invoicing.events import DunningStepReached
from billing.invoicing.sql_dunning import take_up
from billing.settlement.terms import dunning_terms
from kith.outbox import publish_many
from kith.wall import day_here


@transaction.atomic
def sweep_dunning(*, at: datetime) -> int:
    """
    Write down each step of dunning that a bill of the tenant has reached, and post it, once.

    Returns how many those are. It goes by the terms of that day and by what is written: a night
    that was missed is made up for by the next, and what could not be done is posted again after
    the days that the terms say. Again on the same day finds none.
    """
    today = day_here(at)
    steps = take_up(terms=dunning_terms(at=at), today=today, at=at)
    publish_many(
        {f"{step}:{today}": DunningStepReached(step_id=step) for step in steps},
    )
    return len(steps)
