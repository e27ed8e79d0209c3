"""A PostgreSQL that somebody else runs: checked, and prepared when we are given the right to."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import psycopg2

from kith.runtime.keys import kept_key
from kith.runtime.refusal import RuntimeRefusal
from kith.runtime.roles import (
    APP,
    MIGRATOR,
    RolesMissing,
    dsn,
    ensure_database,
    ensure_roles,
    require_roles,
    with_database,
)

OLDEST_VERSION = 160000


class DatabaseUnreachable(RuntimeRefusal):
    """Nothing answers at DATABASE_URL, or it is too old."""


@dataclass(frozen=True)
class Logins:
    """The two addresses of one database: what the application signs in with, and who migrates."""

    app: str
    migrator: str


def prepared_database(
    address: str, *, admin: str | None, migrator: str | None, state_dir: Path
) -> Logins:
    """
    Return the addresses to use, after the roles were made or found.

    An administrator's address, in `admin` or given as the address itself, lets the roles be made;
    the application then signs in with a login that holds no rights of its own.

    :raises DatabaseUnreachable: nobody answers there
    :raises RolesMissing: a login may not act as the role it is for
    :raises LoginTooStrong: the application's login may act as the owner
    """
    is_super = _is_superuser(address)
    if is_super and not admin:
        admin, address = address, _login(address, APP, state_dir)
    migrator = migrator or (_login(address, MIGRATOR, state_dir) if admin else None)
    if migrator is None:
        raise RolesMissing(
            "DATABASE_URL is given, and no login that may migrate it.",
            mend="Set DATABASE_MIGRATOR_URL, or DATABASE_ADMIN_URL to let the logins be made.",
        )
    if admin:
        _make_roles(admin, app=urlsplit(address), migrator=urlsplit(migrator))
    require_roles(address, migrator_dsn=migrator)
    return Logins(address, migrator)


def _make_roles(admin: str, *, app: SplitResult, migrator: SplitResult) -> None:
    database = app.path.lstrip("/")
    ensure_database(admin, database)
    ensure_roles(
        with_database(admin, database),
        database,
        app_login=unquote(app.username or APP),
        app_password=unquote(app.password) if app.password else None,
        migrator_login=unquote(migrator.username or MIGRATOR),
        migrator_password=unquote(migrator.password) if migrator.password else None,
    )


def _login(address: str, login: str, state_dir: Path) -> str:
    """Return the address of the same database for a login of ours, its password kept with us."""
    place = urlsplit(address)
    password = kept_key(state_dir, f"postgres-{login}")
    host, port = place.hostname or "127.0.0.1", place.port or 5432
    return dsn(login, password, host, port, place.path.lstrip("/"))


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
