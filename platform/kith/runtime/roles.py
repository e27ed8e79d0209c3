"""
The roles every Kith database stands on, made the same way everywhere.

| role | may sign in | what it is |
|---|---|---|
| kith_super | yes | made with the cluster; prepares what is below, then is not used |
| kith_owner | no | owns the database, its schemas and tables; migrations run as it |
| kith_public | no | what the public side of the application runs as |
| kith_app | yes | what web and workers sign in as: no rights of its own, it puts on a role |
| kith_migrator | yes | what `manage.py migrate` signs in as: it alone may act as the owner |

Tenants' roles are made later by kith_owner, which may create roles: the application asks for one
through a function of the owner's, and can neither read nor change the script that it runs.

Run by hand on a PostgreSQL of your own, with an administrator's address in DATABASE_ADMIN_URL, the
application's in DATABASE_URL and the migrator's in DATABASE_MIGRATOR_URL:
`python -m kith.runtime.roles`.
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
MIGRATOR = "kith_migrator"

# Any number, the same everywhere: whoever prepares roles in a cluster does so alone.
ROLES_LOCK = 5_401_201


class RolesMissing(RuntimeRefusal):
    """The login we were given may not put on the roles Kith works with."""


class LoginTooStrong(RuntimeRefusal):
    """The application's login could act as the owner of the tables."""


def ensure_roles(
    superuser_dsn: str,
    database: str,
    *,
    app_login: str = APP,
    app_password: str | None = None,
    migrator_login: str = MIGRATOR,
    migrator_password: str | None = None,
) -> None:
    """
    Bring roles, memberships and ownership of one database to what Kith needs; safe to repeat.

    Without a password a login keeps the one it has.
    """
    with _alone(superuser_dsn) as cursor:
        _make_role(cursor, OWNER, "NOLOGIN CREATEROLE NOINHERIT")
        _make_role(cursor, PUBLIC, "NOLOGIN NOINHERIT")
        for login, password, role in (
            (app_login, app_password, PUBLIC),
            (migrator_login, migrator_password, OWNER),
        ):
            _make_role(cursor, login, "LOGIN NOINHERIT")
            if password is not None:
                _run(cursor, "ALTER ROLE {} PASSWORD {}", sql.Identifier(login), password)
            # It may put the role on; it never has the role's rights by merely being signed in.
            _run(
                cursor,
                "GRANT {} TO {} WITH SET TRUE, INHERIT FALSE, ADMIN FALSE",
                sql.Identifier(role),
                sql.Identifier(login),
            )
        # Statements that reach the database as the application can never become the owner's.
        _run(cursor, "REVOKE {} FROM {}", sql.Identifier(OWNER), sql.Identifier(app_login))
        _run(
            cursor,
            "ALTER DATABASE {} OWNER TO {}",
            sql.Identifier(database),
            sql.Identifier(OWNER),
        )
        _run(cursor, "ALTER SCHEMA public OWNER TO {}", sql.Identifier(OWNER))
        _run(cursor, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
        _run(cursor, "GRANT USAGE ON SCHEMA public TO {}", sql.Identifier(PUBLIC))
        # A function of one's own in pg_temp could change the role inside a SELECT.
        _run(cursor, "REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", sql.Identifier(database))
        _keep_settings_from_queries(cursor)


def ensure_database(superuser_dsn: str, database: str) -> None:
    """Make the database unless it stands; its name compares by bytes, as everywhere in Kith."""
    with contextlib.closing(psycopg2.connect(superuser_dsn)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def require_roles(app_dsn: str, *, migrator_dsn: str) -> None:
    """
    Return when the application may act as the public role only, and the migrator as the owner.

    :raises RolesMissing: one of them may not, or the roles do not exist
    :raises LoginTooStrong: the application's login may act as the owner
    """
    may = _roles_within_reach(app_dsn)
    lacking = [f"DATABASE_URL may not act as {PUBLIC}"] if PUBLIC not in may else []
    if OWNER not in _roles_within_reach(migrator_dsn):
        lacking.append(f"DATABASE_MIGRATOR_URL may not act as {OWNER}")
    if lacking:
        raise RolesMissing(f"The login of {' and the login of '.join(lacking)}.", mend=PREPARE)
    if OWNER in may:
        raise LoginTooStrong(
            f"The login of DATABASE_URL may act as {OWNER}, who owns every tenant's tables.",
            mend=PREPARE,
        )


PREPARE = (
    "Run `python -m kith.runtime.roles` once with DATABASE_ADMIN_URL set to an administrator of "
    "that database."
)


def _roles_within_reach(address: str) -> set[str]:
    with contextlib.closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles"
            " WHERE rolname = ANY(%s) AND pg_has_role(current_user, oid, 'SET')",
            [[OWNER, PUBLIC]],
        )
        return {name for (name,) in cursor.fetchall()}


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


def _keep_settings_from_queries(cursor: psycopg2.extensions.cursor) -> None:
    """Let no query call `set_config`, which could change the role inside a SELECT."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    # An administrator who is no superuser, as hosted databases have them, may not do this.
    if cursor.fetchone()[0]:
        cursor.execute(
            "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC"
        )


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
        admin, app, migrator = (
            os.environ["DATABASE_ADMIN_URL"],
            urlsplit(os.environ["DATABASE_URL"]),
            urlsplit(os.environ["DATABASE_MIGRATOR_URL"]),
        )
    except KeyError as missing:
        sys.exit(
            f"Set {missing.args[0]} first; DATABASE_ADMIN_URL names an administrator, "
            "DATABASE_MIGRATOR_URL the login that migrates."
        )
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
    print(f"The roles of {database} are in place.")


if __name__ == "__main__":
    main()
