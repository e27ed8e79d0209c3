"""Draw the script from a database that was migrated, and prove that it builds the same."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator

from django.db import connection
from django.test import override_settings

from kith.runtime.binaries import postgres_programs
from kith.runtime.roles import ensure_database, ensure_roles, with_database
from kith.wall.migrator import migrate_everything, template_level
from kith.wall.migrator_login import signed_in_as_migrator
from kith.wall.schemas import TEMPLATE_SCHEMA
from kith.wall.side import as_owner
from outside.schema.replay import bring_up_to_date
from outside.schema.script import Script, shipped_files

# Their rows are written anew: when a migration was noted, and what follows from the template.
WRITTEN_ANEW = (
    "public.django_migrations",
    f"{TEMPLATE_SCHEMA}.django_migrations",
    "public.kith_blueprint",
    "public.kith_step",
)
DUMP = ("--no-owner", "--inserts", "--rows-per-insert=500")
_TAG = re.compile(r"\$\w*\$")
# What a dump says to whoever reads it, and to the programme that would put it back; and what is the
# administrator's to do (kith.runtime.roles).
_ASIDE = (
    *("--", "\\", "SET ", "SELECT pg_catalog.set_config("),
    "REVOKE ALL ON FUNCTION pg_catalog.",
    *(f"SELECT pg_catalog.setval('{table}_" for table in WRITTEN_ANEW),
)


def drawn() -> Script:
    """Migrate an empty database, and return the script that builds another like it."""
    return _script_of("kith_migrated", lambda: migrate_everything(verbosity=0))


def replayed() -> Script:
    """Build an empty database the quick way, and return the script that builds another like it."""
    return _script_of("kith_replayed", bring_up_to_date)


def without_casts(script: str) -> str:
    """PostgreSQL writes the casts of a list anew each time it reads one; they mean the same."""
    return re.sub(r"::(?:character varying|text)(?:\[\])?|[()]", "", script)


def _script_of(name: str, build: Callable[[], object]) -> Script:
    """Make a database of that name, let it be built, and say how another like it is made."""
    admin = os.environ["DATABASE_ADMIN_URL"]
    address = with_database(admin, name)
    ensure_database(admin, name)
    ensure_roles(address, name)
    with override_settings(DATABASE_MIGRATOR_URL=address), signed_in_as_migrator():
        build()
        with as_owner():
            anew = [_applied("public"), _applied(TEMPLATE_SCHEMA), _level()]
    return Script(shipped_files(), "\n".join([*_statements(_dump(address)), *anew, ""]))


def _dump(address: str) -> str:
    done = subprocess.run(
        [
            postgres_programs(account=None) / "pg_dump",
            *DUMP,
            *(f"--exclude-table-data={table}" for table in WRITTEN_ANEW),
            address,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _statements(dump: str) -> Iterator[str]:
    """Yield the lines of a dump that build something."""
    tag = ""
    for line in dump.splitlines():
        if not tag and (not line or line.startswith(_ASIDE)):
            continue
        for found in _TAG.findall(line):
            # Within one quotation others may stand.
            tag = found if not tag else "" if found == tag else tag
        yield line


def _applied(schema: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(format('(%L, %L, now())', app, name), E',\n' ORDER BY app, name)"
            f' FROM "{schema}".django_migrations'
        )
        rows = cursor.fetchone()[0]
    return f"INSERT INTO {schema}.django_migrations (app, name, applied) VALUES\n{rows};"


def _level() -> str:
    """Whoever is built from here on lacks nothing that came before."""
    return f"INSERT INTO public.kith_step (level, script) VALUES ('{template_level()}', '');"
