"""How long what is no book is kept: rules with a date, carried out in small steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kith.wall.side import public_side

ROWS_A_STEP = 500
# What is over and does not fit goes with the next turn.
ROWS_A_TURN = 20_000


@dataclass(frozen=True)
class Rule:
    """From a day on (UTC), so many days are enough."""

    since: date
    days: int


@dataclass(frozen=True)
class Retention:
    """
    Rows of the shared side that are dropped when their time is over.

    `rows` selects, by `before`, those whose end lies before a moment. A change is a later
    rule beside the old one, never another number in it: how long things were kept when stays
    readable.
    """

    name: str
    rules: Sequence[Rule]
    rows: Callable[..., QuerySet[Any]]

    @public_side
    def sweep(self, *, at: datetime) -> int:
        """Drop what is over; returns how many rows went. Twice drops no more."""
        before = over_before(self.rules, at=at)
        return 0 if before is None else drop_in_steps(self.rows(before=before))


def over_before(rules: Sequence[Rule], *, at: datetime) -> datetime | None:
    """Return the moment before which all is over, by the rule that holds; None before any did."""
    holding = [rule for rule in rules if rule.since <= at.astimezone(UTC).date()]
    if not holding:
        return None
    return at - timedelta(days=max(holding, key=lambda rule: rule.since).days)


def drop_in_steps(rows: QuerySet[Any]) -> int:
    """
    Drop rows, a few in each transaction, so that nobody waits long; returns how many went.

    A row that is not among them any more when its step comes stays.
    """
    label, dropped = rows.model._meta.label, 0
    keys = rows.order_by().values_list("pk", flat=True)[:ROWS_A_TURN]
    for step in batched(list(keys), ROWS_A_STEP):
        with transaction.atomic():
            _, by_model = rows.filter(pk__in=step).delete()
        dropped += by_model.get(label, 0)
    return dropped
