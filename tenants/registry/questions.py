"""What the register of shops asks of contexts to its left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kith.questions import Question


@dataclass(frozen=True)
class EarningRule:
    """What somebody earns on the network, in the reader's words."""

    # A step of the ladder; `sponsor` is whoever brought a seller.
    code: str
    who: str
    text: str


@dataclass(frozen=True)
class LegalSeller:
    """The company that sells by law in every shop, as its bills name it."""

    name: str
    # Name and postal address in one line, in the reader's words.
    imprint: str


@Question
def legal_seller() -> LegalSeller | None:
    """Ask which company sells now; None before it was set down."""
    raise NotImplementedError


@Question
def break_even(*, costs: Sequence[tuple[int, int]], at: datetime) -> list[int]:
    """
    Ask for the lowest total price at which a sale by an operator still pays what it was bought for.

    Each cost is net of tax, in minor units, with the rate of its tax in basis points.
    """
    raise NotImplementedError


@Question
def earning_rules(*, at: datetime) -> list[EarningRule]:
    """Ask who earns what on the network at that moment, as every page says it."""
    raise NotImplementedError
