import psycopg2
import pytest

from kith.runtime.external import DatabaseUnreachable, prepared_database
from kith.runtime.ports import LOOPBACK, free_port
from kith.runtime.postgres import postgres_server
from kith.runtime.roles import LoginTooStrong, RolesMissing, ensure_roles, require_roles
from tests.kith.runtime.probes import rows

ROLES = """
SELECT rolname, rolcanlogin, rolinherit, rolcreaterole, rolsuper FROM pg_roles
WHERE rolname IN ('kith_owner', 'kith_public', 'kith_app', 'kith_migrator') ORDER BY rolname
"""
MEMBERSHIPS = """
SELECT member::regrole::text, roleid::regrole::text, set_option, inherit_option, admin_option
FROM pg_auth_members WHERE roleid::regrole::text IN ('kith_owner', 'kith_public')
AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = member) ORDER BY 1
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = postgres_server(tmp_path_factory.mktemp("roles"), fast=True)
    yield server
    server.remove()


def test_the_roles_are_what_the_wall_needs_however_often_they_are_ensured(server):
    ensure_roles(server.superuser_url, "kith")
    ensure_roles(server.superuser_url, "kith")

    assert rows(server.superuser_url, ROLES) == [
        ("kith_app", True, False, False, False),
        ("kith_migrator", True, False, False, False),
        ("kith_owner", False, False, True, False),
        ("kith_public", False, False, False, False),
    ]
    assert rows(server.superuser_url, MEMBERSHIPS) == [
        ("kith_app", "kith_public", True, False, False),
        ("kith_migrator", "kith_owner", True, False, False),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.nobody_may (x int)",
        "CREATE SCHEMA nobody_may",
        "CREATE TEMPORARY TABLE nobody_may (x int)",
        "SET ROLE kith_owner",
        "SELECT set_config('role', 'kith_public', false)",
        "UPDATE pg_settings SET setting = 'kith_public' WHERE name = 'role'",
    ],
)
def test_the_applications_login_may_do_nothing_until_it_puts_on_a_role(server, statement):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        rows(server.url, statement)


def test_a_login_that_could_act_as_the_owner_before_can_no_more(server):
    rows(server.superuser_url, "GRANT kith_owner TO kith_app")
    with pytest.raises(LoginTooStrong, match="owns every tenant's tables"):
        require_roles(server.url, migrator_dsn=server.migrator_url)

    ensure_roles(server.superuser_url, "kith")

    require_roles(server.url, migrator_dsn=server.migrator_url)


def test_the_owner_makes_tenants_roles_that_the_application_can_put_on(server):
    rows(
        server.migrator_url,
        "SET ROLE kith_owner; CREATE ROLE t_a NOLOGIN;"
        " GRANT t_a TO kith_app WITH SET TRUE, INHERIT FALSE",
    )

    assert rows(server.url, "SET ROLE t_a; SELECT current_user::text") == [("t_a",)]


def test_a_database_of_somebody_elses_is_prepared_when_we_are_given_an_administrator(
    state_dir, tmp_path
):
    with postgres_server(state_dir, fast=True) as theirs:
        logins = prepared_database(
            theirs.superuser_url, admin=None, migrator=None, state_dir=tmp_path
        )

        require_roles(logins.app, migrator_dsn=logins.migrator)
        assert logins.app.startswith("postgres://kith_app:")
        assert logins.migrator.startswith("postgres://kith_migrator:")


def test_a_login_without_the_roles_is_refused_with_what_to_do(server, tmp_path):
    rows(server.superuser_url, "CREATE ROLE stranger LOGIN PASSWORD 'known'")
    given = f"postgres://stranger:known@{LOOPBACK}:{server.port}/kith"

    with pytest.raises(RolesMissing, match="DATABASE_ADMIN_URL"):
        prepared_database(given, admin=None, migrator=None, state_dir=tmp_path)
    with pytest.raises(RolesMissing, match="DATABASE_URL may not act as kith_public"):
        prepared_database(given, admin=None, migrator=server.migrator_url, state_dir=tmp_path)


def test_a_database_that_does_not_answer_is_a_clear_refusal(tmp_path):
    given = f"postgres://kith:kith@{LOOPBACK}:{free_port()}/kith"

    with pytest.raises(DatabaseUnreachable, match="Unset DATABASE_URL"):
        prepared_database(given, admin=None, migrator=None, state_dir=tmp_path)
