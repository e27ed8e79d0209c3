"""Pools with something in them."""

from datetime import datetime

from catalog.numbering.identifiers import print_sims
from catalog.numbering.models import NumberRange
from catalog.numbering.usecases.add_number_range import add_number_range
from catalog.numbering.usecases.add_sim_batch import add_sim_batch
from tests.clock import NOON

FIRST = 34_611_500_000


def a_number_range(*, size: int = 5, start: int = FIRST, at: datetime = NOON) -> NumberRange:
    """Add a block of Spanish mobile numbers."""
    return add_number_range(
        first=f"+{start}",
        last=f"+{start + size - 1}",
        label="Mobile ES",
        at=at,
        is_doubt_settled=True,
    )


def some_sims(*, count: int = 5, form: str = "esim", start: int = 1, at: datetime = NOON) -> None:
    """Add a batch of SIMs."""
    add_sim_batch(rows=list(print_sims(count=count, form=form, start=start)), batch="A", at=at)
