"""Bring numbers back whose quarantine is over."""

from datetime import datetime

from django.db import transaction

from catalog.numbering import sql_pool
from kith.wall import public_side


@public_side
@transaction.atomic
def recycle_numbers(*, at: datetime) -> int:
    """
    Free every number whose quarantine ended by then, and say how many; again finds nothing.

    One that was brought along goes back to the operator whose range it is of.
    """
    return sql_pool.recycle(at=at)
