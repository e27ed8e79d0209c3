"""Free what was set aside and never used."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from catalog.numbering import sql_pool
from kith.wall import public_side


@dataclass(frozen=True)
class Lapsed:
    numbers: int
    sims: int


@public_side
@transaction.atomic
def lapse_reservations(*, at: datetime) -> Lapsed:
    """Free every number and SIM whose reservation ran out by then; again finds nothing."""
    return Lapsed(numbers=sql_pool.lapse_numbers(at=at), sims=sql_pool.lapse_sims(at=at))
