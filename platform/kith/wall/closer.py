"""
What of the owner's the application may have done to a shop that is closed for good.

Two functions run as the owner, whoever calls them: one takes every right to write from the shop's
role, one drops its schema and role. Both look first whether the register says that the shop is
closed; the telco's own is never touched.
"""

from __future__ import annotations

from kith.wall.side import PUBLIC_ROLE

SEALER, REMOVER = "kith_seal_tenant", "kith_remove_tenant"

# Locked first: what was being written when the shop closed is written before anybody reads it.
_SEAL = """
    FOR place IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = schema_name AND c.relkind IN ('r', 'p') ORDER BY c.relname LOOP
        EXECUTE format('LOCK TABLE %I.%I IN SHARE MODE', schema_name, place);
    END LOOP;
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA %I FROM %I',
                   schema_name, role_name);
"""
_REMOVE = """
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', schema_name);
    EXECUTE format('DROP ROLE IF EXISTS %I', role_name);
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION public.{name}(schema_name text, role_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $close$
DECLARE
    place text;
BEGIN
    IF NOT EXISTS (SELECT FROM public."{tenants}" t
                    WHERE t.schema_name = {name}.schema_name AND t.db_role = {name}.role_name
                      AND t.closed_at IS NOT NULL AND t.kind <> 'home') THEN
        RAISE EXCEPTION 'no closed tenant is called % with the role %', schema_name, role_name
            USING ERRCODE = 'invalid_name';
    END IF;
    {body}
END
$close$;
REVOKE ALL ON FUNCTION public.{name}(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.{name}(text, text) TO {public};
"""


def closer_functions(*, tenants: str) -> str:
    """Return the DDL of both functions; `tenants` is the table of the register."""
    return "".join(
        _FUNCTION.format(name=name, tenants=tenants, body=body, public=PUBLIC_ROLE)
        for name, body in ((SEALER, _SEAL), (REMOVER, _REMOVE))
    )
