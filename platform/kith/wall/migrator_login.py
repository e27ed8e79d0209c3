"""Sign in as the one login that may act as the owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import environ
from django.conf import settings
from django.db import ProgrammingError, connection

from kith.wall.side import as_owner

PARTS = ("HOST", "PORT", "NAME", "USER", "PASSWORD")


class NotTheOwner(RuntimeError):
    """This process signs in as somebody who may not act as the owner of the tables."""


@contextmanager
def signed_in_as_migrator() -> Iterator[None]:
    """
    Let this process's connection be the migrator's until the block ends.

    :raises NotTheOwner: DATABASE_MIGRATOR_URL is not set, or names another login
    """
    kept = dict(connection.settings_dict)
    if settings.DATABASE_MIGRATOR_URL:
        given = environ.Env.db_url_config(settings.DATABASE_MIGRATOR_URL)
        connection.close()
        options = {"OPTIONS": kept["OPTIONS"] | given.get("OPTIONS", {})}
        theirs = {part: given[part] for part in PARTS} | options
        connection.settings_dict.update(theirs | {"MAY_OWN": True})
    try:
        _require_owner()
        yield
    finally:
        if settings.DATABASE_MIGRATOR_URL:
            connection.close()
            connection.settings_dict.update({part: kept[part] for part in (*PARTS, "OPTIONS")})
            del connection.settings_dict["MAY_OWN"]


def _require_owner() -> None:
    try:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except ProgrammingError as error:
        raise NotTheOwner(
            "The tables belong to kith_owner, and this login may not act as it. Set "
            "DATABASE_MIGRATOR_URL to the login that `python -m kith.runtime.roles` made for it."
        ) from error
