"""
The roles every Kith database stands on, made the same way everywhere.

| role | may sign in | what it is |
|---|---|---|
| kith_super | yes | made with the cluster; prepares what is below, then is not used |
| kith_owner | no | owns the database, its schemas and tables; migrations run as it |
| kith_public | no | what the public side of the application runs as |
| kith_app | yes | what the application signs in as: no rights of its own, it puts on a role |

Tenants' roles are made later by kith_owner, which may create roles.

Run by hand on a PostgreSQL of your own, with an administrator's address in DATABASE_ADMIN_URL and
the application's in DATABASE_URL: `python -m kith.runtime.roles`.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from kith.runtime.refusal import RuntimeRefusal

SUPER = "kith_super"
OWNER = "kith_owner"
PUBLIC = "kith_public"
APP = "kith_app"

# Any number, the same everywhere: whoever prepares roles in a cluster does so alone.
ROLES_LOCK = 5_401_201


class RolesMissing(RuntimeRefusal):
    """The login we were given may not put on the roles Kith works with."""


def ensure_roles(
    superuser_dsn: str, database: str, *, app_login: str = APP, app_password: str | None = None
) -> None:
    """
    Bring roles, memberships and ownership of one database to what Kith needs; safe to repeat.

    Without `app_password` the password stays what it is.
    """
    with _alone(superuser_dsn) as cursor:
        _make_role(cursor, OWNER, "NOLOGIN CREATEROLE NOINHERIT")
        _make_role(cursor, PUBLIC, "NOLOGIN NOINHERIT")
        _make_role(cursor, app_login, "LOGIN NOINHERIT")
        if app_password is not None:
            _run(cursor, "ALTER ROLE {} PASSWORD {}", sql.Identifier(app_login), app_password)
        for role in (OWNER, PUBLIC):
            # It may put the role on; it never has the role's rights by merely being signed in.
            _run(
                cursor,
                "GRANT {} TO {} WITH SET TRUE, INHERIT FALSE, ADMIN FALSE",
                sql.Identifier(role),
                sql.Identifier(app_login),
            )
        _run(
            cursor,
            "ALTER DATABASE {} OWNER TO {}",
            sql.Identifier(database),
            sql.Identifier(OWNER),
        )
        _run(cursor, "ALTER SCHEMA public OWNER TO {}", sql.Identifier(OWNER))
        _run(cursor, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
        _run(cursor, "GRANT USAGE ON SCHEMA public TO {}", sql.Identifier(PUBLIC))


def ensure_database(superuser_dsn: str, database: str) -> None:
    """Make the database unless it stands; its name compares by bytes, as everywhere in Kith."""
    with contextlib.closing(psycopg2.connect(superuser_dsn)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def require_roles(app_dsn: str) -> None:
    """
    Return when this login may put on both roles.

    :raises RolesMissing: it may not, or they do not exist
    """
    with contextlib.closing(psycopg2.connect(app_dsn)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles"
            " WHERE rolname = ANY(%s) AND pg_has_role(current_user, oid, 'SET')",
            [[OWNER, PUBLIC]],
        )
        missing = {OWNER, PUBLIC} - {name for (name,) in cursor.fetchall()}
    if missing:
        raise RolesMissing(
            f"The login of DATABASE_URL may not act as {' and '.join(sorted(missing))}.",
            mend="Run `python -m kith.runtime.roles` once with DATABASE_ADMIN_URL set to an "
            "administrator of that database.",
        )


def dsn(user: str, password: str, host: str, port: int, database: str) -> str:
    """Return a PostgreSQL address with everything quoted that needs it."""
    return f"postgres://{quote(user, safe='')}:{quote(password, safe='')}@{host}:{port}/{database}"


def with_database(address: str, database: str) -> str:
    """Return the same address, of another database of the same server."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))


@contextlib.contextmanager
def _alone(superuser_dsn: str) -> Iterator[psycopg2.extensions.cursor]:
    """One transaction, and nobody else preparing roles in this cluster meanwhile."""
    with contextlib.closing(psycopg2.connect(superuser_dsn)) as connection, connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROLES_LOCK])
            yield cursor


def _make_role(cursor: psycopg2.extensions.cursor, role: str, rights: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if not cursor.fetchone():
        _run(cursor, "CREATE ROLE {}", sql.Identifier(role))
    _run(cursor, f"ALTER ROLE {{}} {rights}", sql.Identifier(role))


def _run(cursor: psycopg2.extensions.cursor, text: str, *parts: sql.Composable | str) -> None:
    quoted = [part if isinstance(part, sql.Composable) else sql.Literal(part) for part in parts]
    cursor.execute(sql.SQL(text).format(*quoted))


def main() -> None:
    """Prepare the database that DATABASE_URL names, as the administrator of DATABASE_ADMIN_URL."""
    try:
        admin, app = os.environ["DATABASE_ADMIN_URL"], urlsplit(os.environ["DATABASE_URL"])
    except KeyError as missing:
        sys.exit(f"Set {missing.args[0]} first; `DATABASE_ADMIN_URL` names an administrator.")
    database = app.path.lstrip("/")
    ensure_database(admin, database)
    ensure_roles(
        with_database(admin, database),
        database,
        app_login=unquote(app.username or APP),
        app_password=unquote(app.password) if app.password else None,
    )
    print(f"The roles of {database} are in place.")


if __name__ == "__main__":
    main()
