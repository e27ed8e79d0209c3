"""What is asked of the shops' own books about money that moved."""

from __future__ import annotations

from kith.questions import Question


@Question
def was_sent(*, purpose: str) -> bool:
    """Ask, inside a shop, whether a charge or refund for this purpose is in doubt there."""
    raise NotImplementedError
