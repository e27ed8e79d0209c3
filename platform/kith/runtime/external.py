"""A PostgreSQL that somebody else runs: checked, and prepared when we are given the right to."""

import contextlib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg2

from kith.runtime.keys import kept_key
from kith.runtime.refusal import RuntimeRefusal
from kith.runtime.roles import (
    APP,
    dsn,
    ensure_database,
    ensure_roles,
    require_roles,
    with_database,
)

OLDEST_VERSION = 160000


class DatabaseUnreachable(RuntimeRefusal):
    """Nothing answers at DATABASE_URL, or it is too old."""


def prepared_database(address: str, *, admin: str | None, state_dir: Path) -> str:
    """
    Return the address the application should use, after its roles were made or found.

    An administrator's address, in `admin` or given as the address itself, lets the roles be made;
    the application then signs in with a login that holds no rights of its own.

    :raises DatabaseUnreachable: nobody answers there
    :raises RolesMissing: the login may not act as the roles Kith works with
    """
    database = urlsplit(address).path.lstrip("/")
    if admin:
        ensure_database(admin, database)
        login = urlsplit(address)
        ensure_roles(
            with_database(admin, database),
            database,
            app_login=unquote(login.username or APP),
            app_password=unquote(login.password) if login.password else None,
        )
    if not _is_superuser(address):
        require_roles(address)
        return address

    password = kept_key(state_dir, f"postgres-{APP}")
    ensure_roles(address, database, app_password=password)
    place = urlsplit(address)
    return dsn(APP, password, place.hostname or "127.0.0.1", place.port or 5432, database)


def _is_superuser(address: str) -> bool:
    try:
        with contextlib.closing(psycopg2.connect(address, connect_timeout=5)) as connection:
            if connection.server_version < OLDEST_VERSION:
                raise DatabaseUnreachable(
                    f"The server at DATABASE_URL is version {connection.server_version}.",
                    mend="Kith needs PostgreSQL 16 or newer.",
                )
            with connection.cursor() as cursor:
                cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                return cursor.fetchone()[0]
    except psycopg2.OperationalError as error:
        raise DatabaseUnreachable(
            f"The database of DATABASE_URL does not answer: {str(error).strip()}",
            mend="Unset DATABASE_URL to let Kith run a PostgreSQL of its own.",
        ) from error
