"""A house in which no shop can be made for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from kith.wall.side import as_owner


@contextmanager
def no_blueprint() -> Iterator[None]:
    """Take the blueprint of a tenant away, as before the first migration; then bring it back."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT script FROM public.kith_blueprint")
        (script,) = cursor.fetchone()
        cursor.execute("DELETE FROM public.kith_blueprint")
    try:
        yield
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO public.kith_blueprint VALUES (%s)", [script])
