"""Giving a payment back at the processor: what every refund has in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from billing.gateway import RefundAnswer, gateway
from kith.money import Money
from kith.transmission.carrying import Verb
from kith.transmission.marks import bears_marks_of, is_same_try, marks_of
from kith.transmission.models import Transmission
from kith.transmission.outcomes import Outcome

KIND = "refund"


class Owing(Protocol):
    """A row that says what is given back, and of which payment."""

    @property
    def amount(self) -> Money: ...

    @property
    def payment_reference(self) -> str: ...


class Refunding[Row: Transmission](Verb[Row]):
    """A payment, or a part of one, on its way back to whoever paid it."""

    def owing(self, row: Row) -> Owing:
        """Return what is given back."""
        raise NotImplementedError

    def call(self, row: Row, *, at: datetime) -> Outcome:
        owing = self.owing(row)
        answer = gateway().refund(
            key=row.idem_key,
            payment_intent=owing.payment_reference,
            amount=owing.amount,
            reason="requested_by_customer",
            metadata=marks_of(row, kind=KIND),
        )
        return _outcome(answer)

    def find(self, row: Row, *, at: datetime) -> Sequence[Outcome]:
        made = gateway().find_refunds(payment_intent=self.owing(row).payment_reference)
        found = [
            (_outcome(one), is_same_try(row, one.metadata, kind=KIND))
            for one in made
            if bears_marks_of(row, one.metadata, kind=KIND)
        ]
        # A refusal belongs to its own try.
        return [outcome for outcome, is_ours in found if is_ours or not outcome.is_failed]


def _outcome(answer: RefundAnswer) -> Outcome:
    """Return how a refund stands; one that the processor calls pending is on its way for sure."""
    if answer.status in ("failed", "canceled"):
        return Outcome("failed", answer.id, f"The payment processor says {answer.status}.")
    return Outcome("done", answer.id)
