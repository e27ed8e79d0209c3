"""A connection lasts, and is replaced before the server keeps too much for it."""

from contextlib import closing

import pytest
from django.db import connection

from kith.wall.backend.base import MOST_SCHEMAS
from kith.wall.side import PUBLIC_ROLE, Side, on_side


@pytest.fixture
def lasting(house):
    """A connection of its own to the house's database."""
    with closing(connection.copy()) as another:
        yield another


def been_in(lasting, schemas):
    """Visit schemas one after the other, then end a piece of work; return who served it."""
    for number in range(schemas):
        with on_side(Side(PUBLIC_ROLE, f"shop_{number}")), lasting.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [(served_by,)] = cursor.fetchall()
    lasting.close_if_unusable_or_obsolete()
    return served_by


def test_it_lasts_from_one_piece_of_work_to_the_next(lasting):
    assert been_in(lasting, MOST_SCHEMAS) == been_in(lasting, 1)


def test_one_that_has_been_in_many_schemas_is_replaced(lasting):
    first = been_in(lasting, MOST_SCHEMAS + 1)

    assert been_in(lasting, 1) != first
