"""What the register of shops asks of contexts to its left."""

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


@Question
def earning_rules(*, at: datetime) -> list[EarningRule]:
    """Ask who earns what on the network at that moment, as every page says it."""
    raise NotImplementedError
