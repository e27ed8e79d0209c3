"""What is asked of the shops about bills that transfers name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from kith.money import Money
from kith.questions import Question


@dataclass(frozen=True)
class BillStanding:
    """What a bill still asks for, and whose it is."""

    id: UUID
    number: str
    customer: str
    outstanding: Money


@Question
def bills_standing(*, ids: Collection[UUID]) -> list[BillStanding]:
    """Ask, inside a shop, how some of its bills stand; those it has not are left out."""
    raise NotImplementedError


@Question
def open_bills_like(*, text: str, most: int) -> list[BillStanding]:
    """Ask, inside a shop, for open bills of a customer whose name or address holds a text."""
    raise NotImplementedError
