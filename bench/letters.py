"""A letter of nobody's business, and its reaction."""

from django.db import connection

from bench.tally import ACT
from kith.outbox import Event


class Numbered(Event, name="bench.numbered"):
    """A row is to be changed."""

    number: int


def carry(*, number: int) -> None:
    """Change the row that a letter names."""
    with connection.cursor() as cursor:
        cursor.execute(ACT, [number])
