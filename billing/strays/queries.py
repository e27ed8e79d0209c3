"""What others may ask about money that the books did not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from billing.strays.models import Stray
from kith.fence.models import Pause
from kith.money import Money
from kith.wall import public_side

# How what a shop adopts ends.
ADOPTED, RETURNED = Stray.ADOPTED, Stray.RETURNED


@dataclass(frozen=True)
class StrayCard:
    """One movement as the processor tells it, and who asked that it is taken into the books."""

    reference: str
    kind: str
    amount: Money
    made_at: datetime
    notes: Mapping[str, str]
    purpose: str
    of: str
    accepted_by: UUID | None
    is_open: bool


@public_side
def stray_card(*, reference: str) -> StrayCard:
    """
    Return one movement.

    :raises Stray.DoesNotExist: nothing strange has this name
    """
    row = Stray.objects.get(pk=reference)
    return StrayCard(
        reference=row.reference,
        kind=row.kind,
        amount=row.amount,
        made_at=row.made_at,
        notes=row.notes,
        purpose=row.purpose,
        of=row.of,
        accepted_by=row.accepted_by,
        is_open=row.is_open,
    )


@public_side
def strays_left() -> int:
    """Count what nobody has dealt with."""
    return Stray.objects.open().count()


@public_side
def dealt_with_by(*, since: datetime) -> set[UUID]:
    """Return who asked for, or ended, anything that was settled since a moment."""
    rows = Stray.objects.filter(settled_at__gte=since)
    people = rows.order_by("pk").values_list("accepted_by", "settled_by")
    return {person for pair in people for person in pair if person}


@public_side
def is_its_turn(*, reference: str) -> bool:
    """Say whether all that moved before one movement has been dealt with."""
    return not Stray.objects.open().before(Stray.objects.get(pk=reference)).exists()


def earliest_stray() -> Stray | None:
    """Return the open movement that others wait for."""
    return Stray.objects.open().order_by("made_at", "kind").first()


def strays() -> QuerySet[Stray]:
    """Select all that was ever found, the open ones first, in the order they are dealt with."""
    return Stray.objects.order_by("settled_at", "made_at", "pk")


def standing_pauses() -> QuerySet[Pause]:
    """Select what holds all sending, the oldest first."""
    return Pause.objects.standing().order_by("opened_at", "pk")


@public_side
def held_count() -> int:
    """Return 1 while all sending is held."""
    return int(Pause.objects.standing().exists())
