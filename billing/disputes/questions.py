"""What disputes ask of whoever keeps the bills and the orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kith.money import Money
from kith.questions import Question


@dataclass(frozen=True)
class StoryMoment:
    """One thing that happened to the sale, as it is told to people and to a bank."""

    label: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class DisputedPart:
    """What one party of the sale stands to lose, and how near it is to being paid."""

    label: str
    amount: Money
    state: str


@dataclass(frozen=True)
class PaymentStory:
    """All that is known of a disputed payment, in the words people read."""

    customer_name: str
    customer_email: str
    invoice_number: str
    # A line of the bill: its page is found by it.
    invoice_line_id: UUID | None
    order_number: str
    bought: tuple[str, ...]
    moments: tuple[StoryMoment, ...]
    parts: tuple[DisputedPart, ...]
    # What a bank may be told, by the processor's names.
    evidence: Mapping[str, str] = field(default_factory=dict)


@Question
def story_of_payment(*, payment_reference: str, disputed: Money) -> PaymentStory | None:
    """Ask what is known of a payment of the present tenant; None where it is not in the books."""
    raise NotImplementedError
