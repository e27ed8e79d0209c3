"""
The one thing of the owner's that the application may have done: building a tenant's schema.

The function runs as the owner, whoever calls it, and takes nothing but a name: the script it
runs stands in a table that only the owner reads and writes.
"""

from __future__ import annotations

from collections.abc import Iterable

from kith.wall.blueprint import PLACE
from kith.wall.side import OWNER_ROLE, PUBLIC_ROLE

BUILDER = "kith_build_tenant"
LOGIN_ROLE = "kith_app"
# Every tenant's role is a member: what all tenants may read is granted once, to it.
TENANTS_ROLE = "kith_tenants"

# The role first: tables are then born with its rights, and none is touched twice. Membership
# without INHERIT: the login gains nothing until it says SET ROLE.
_FUNCTION = """
CREATE OR REPLACE FUNCTION public.{builder}(schema_name text, role_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $build$
DECLARE
    script text;
BEGIN
    IF schema_name !~ '^t_[0-9a-f]{{32}}$' OR role_name <> 'r_' || substr(schema_name, 3) THEN
        RAISE EXCEPTION 'no tenant is called % with the role %', schema_name, role_name
            USING ERRCODE = 'invalid_name';
    END IF;
    SELECT kept.script INTO script FROM public.kith_blueprint kept;
    IF script IS NULL THEN
        RAISE EXCEPTION 'no blueprint of a tenant yet: run manage.py migrate'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    EXECUTE format('CREATE SCHEMA %I', schema_name);
    EXECUTE format('CREATE ROLE %I NOLOGIN IN ROLE {tenants}', role_name);
    EXECUTE format('GRANT %I TO {login} WITH INHERIT FALSE, SET TRUE', role_name);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, role_name);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA %I'
                   ' GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', schema_name, role_name);
    EXECUTE replace(script, '{place}', quote_ident(schema_name));
    {rights}
END
$build$;
REVOKE ALL ON FUNCTION public.{builder}(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.{builder}(text, text) TO {public};
"""
_RIGHT = "EXECUTE format('REVOKE {kind} ON %I.%I FROM %I', schema_name, '{table}', role_name);"


def builder_function(append_only: Iterable[str]) -> str:
    """Return the DDL of the function; the tenant's role may only add to the tables named."""
    rights = [_RIGHT.format(kind="UPDATE, DELETE, TRUNCATE", table=one) for one in append_only]
    rights.append(_RIGHT.format(kind="INSERT, UPDATE, DELETE", table="django_migrations"))
    return _FUNCTION.format(
        builder=BUILDER,
        tenants=TENANTS_ROLE,
        login=LOGIN_ROLE,
        owner=OWNER_ROLE,
        public=PUBLIC_ROLE,
        place=PLACE,
        rights="\n    ".join(rights),
    )
