"""Make and drop a tenant's schema and role; say what each role may touch."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from kith.wall.blueprint import record_blueprint
from kith.wall.builder import BUILDER, TENANTS_ROLE, builder_function
from kith.wall.closer import REMOVER, SEALER, closer_functions
from kith.wall.side import OWNER_ROLE, PUBLIC_ROLE, as_owner, in_public, sides_of

TEMPLATE_SCHEMA = "kith_template"
_OWNERS = ("kith_blueprint", "kith_step")


def names_for(uuid_hex: str) -> tuple[str, str]:
    """Return the schema and the role of a tenant: opaque, so that a spare can become anyone's."""
    return f"t_{uuid_hex}", f"r_{uuid_hex}"


def store_blueprint() -> str:
    """Record the template schema's script where `build_schema` finds it; returns the script."""
    with as_owner(), connection.cursor() as cursor:
        script = record_blueprint(cursor, TEMPLATE_SCHEMA)
        cursor.execute("CREATE TABLE IF NOT EXISTS public.kith_blueprint (script text NOT NULL)")
        cursor.execute("DELETE FROM public.kith_blueprint")
        cursor.execute("INSERT INTO public.kith_blueprint VALUES (%s)", [script])
    return script


def build_schema(*, schema: str, role: str) -> None:
    """
    Build one tenant's schema from the blueprint, with its role, in one transaction.

    Any side may ask: the owner's own function does it, and nothing else in the owner's name.

    :raises ProgrammingError: the names are none of `names_for`, or there is no blueprint yet:
        run `manage.py migrate`
    """
    with in_public(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT public.{BUILDER}(%s, %s)", [schema, role])


def seal_schema(*, schema: str, role: str) -> None:
    """
    Take from a closed tenant's role whatever writes; what was being written is waited for.

    Any side may ask, as for `build_schema`. Twice changes nothing more.

    :raises ProgrammingError: the register does not say that such a tenant is closed
    """
    with in_public(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT public.{SEALER}(%s, %s)", [schema, role])


def remove_schema(*, schema: str, role: str) -> None:
    """
    Drop a closed tenant's schema and role; there is no way back. Twice drops nothing more.

    :raises ProgrammingError: the register does not say that such a tenant is closed
    """
    with in_public(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT public.{REMOVER}(%s, %s)", [schema, role])


def drop_schema(*, schema: str, role: str) -> None:
    """Drop a tenant's schema and role with everything in them; there is no way back."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        cursor.execute(f'DROP ROLE IF EXISTS "{role}"')


def grant_public() -> None:
    """Say what the public role and all tenants' roles may touch on the shared side."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [TENANTS_ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {TENANTS_ROLE} NOLOGIN")
        # By name: to find all of a schema the database would read every tenant's tables each time.
        cursor.execute(
            "SELECT string_agg(oid::regclass::text, ', ') FILTER (WHERE relkind <> 'S'),"
            " string_agg(oid::regclass::text, ', ') FILTER (WHERE relkind = 'S') FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')"
        )
        tables, sequences = cursor.fetchone()
        cursor.execute(
            f"""
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO {PUBLIC_ROLE}, {TENANTS_ROLE};
            GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {PUBLIC_ROLE};
            GRANT USAGE ON SEQUENCE {sequences} TO {PUBLIC_ROLE};
            REVOKE ALL ON {tables} FROM {TENANTS_ROLE};
            {_append_only_script("public", PUBLIC_ROLE, tenant=False)}
            """
        )
        # What the owner will run is the owner's alone: whoever writes it acts as the owner.
        for table in _OWNERS:
            cursor.execute(f"REVOKE ALL ON public.{table} FROM {PUBLIC_ROLE}")
        cursor.execute(
            f"REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM {PUBLIC_ROLE}"
        )
        cursor.execute(builder_function(append_only_tables(side="tenant")))
        tenants = apps.get_model(settings.TENANT_MODEL)._meta.db_table
        cursor.execute(closer_functions(tenants=tenants))
        for table in _declared("tenant_may_read"):
            cursor.execute(f'GRANT SELECT ON public."{table}" TO {TENANTS_ROLE}')
        for table, columns in _declared_by_table("tenant_may_read_columns").items():
            named = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(f'GRANT SELECT ({named}) ON public."{table}" TO {TENANTS_ROLE}')
        for table, column in _declared_by_table("tenant_may_insert").items():
            cursor.execute(_insert_script(table, column))


def _append_only_script(schema: str, role: str, *, tenant: bool) -> str:
    here = "tenant" if tenant else "public"
    return "\n".join(
        f'REVOKE UPDATE, DELETE, TRUNCATE ON "{schema}"."{table}" FROM "{role}";'
        for table in append_only_tables(side=here)
    )


def append_only_tables(*, side: str) -> list[str]:
    """Return the tables of a side whose rows no role may change, as far as they exist."""
    return _declared("append_only", side=side)


def _declared(attribute: str, *, side: str | None = None) -> list[str]:
    declared = [
        table
        for config in apps.get_app_configs()
        for table in getattr(config, attribute, ())
        if side is None or side in sides_of(config.label)
    ]
    existing = _existing(declared)
    return [table for table in declared if table in existing]


def _declared_by_table(attribute: str) -> dict[str, Any]:
    """Return what apps declare for tables that exist; a column added later is not among it."""
    declared: dict[str, Any] = {}
    for config in apps.get_app_configs():
        declared |= getattr(config, attribute, {})
    existing = _existing([*declared])
    return {table: value for table, value in declared.items() if table in existing}


def _insert_script(table: str, column: str) -> str:
    """Let tenants' roles add rows that are their own, and see none; the house does as before."""
    tenants = apps.get_model(settings.TENANT_MODEL)._meta.db_table
    policies = {
        "the_house_adds_for_everybody": f"""
            TO {PUBLIC_ROLE}, {OWNER_ROLE} USING (true) WITH CHECK (true)""",
        "a_tenant_adds_its_own": f"""
            FOR INSERT TO {TENANTS_ROLE} WITH CHECK ("{column}" = (
                SELECT uuid FROM public."{tenants}" WHERE db_role = current_user::text))""",
    }
    made = "\n".join(
        f"""
        IF NOT EXISTS (SELECT 1 FROM pg_policy
                        WHERE polrelid = 'public."{table}"'::regclass AND polname = '{name}') THEN
            CREATE POLICY {name} ON public."{table}" {rule};
        END IF;"""
        for name, rule in policies.items()
    )
    return f"""
        GRANT INSERT ON public."{table}" TO {TENANTS_ROLE};
        DO $$ BEGIN {made}
        IF NOT (SELECT relrowsecurity AND relforcerowsecurity FROM pg_class
                 WHERE oid = 'public."{table}"'::regclass) THEN
            ALTER TABLE public."{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        END IF; END $$;
    """


def _existing(tables: list[str]) -> set[str]:
    # By name and schema, which pg_class has an index of; the view pg_tables reads every tenant's.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relnamespace = ANY(ARRAY("
            "SELECT oid FROM pg_namespace WHERE nspname IN (%s, %s)))",
            [tables, "public", TEMPLATE_SCHEMA],
        )
        return {row[0] for row in cursor.fetchall()}


def existing_schemas(cursor: Any) -> set[str]:
    """Return the names of all schemas of this database."""
    cursor.execute("SELECT nspname FROM pg_namespace")
    return {row[0] for row in cursor.fetchall()}
