"""
Bring a database to the level of the code, the quick way where it is empty.

Where a script stands for migrations that are still what they were, an empty database is built from
it; whatever it does not know is migrated afterwards, as everywhere. Nothing of this is for
production, where there is time, and the migrations alone are the truth.
"""

from __future__ import annotations

from django.db import connection, transaction

from kith.wall.migrator import MigrationReport, migrate_everything
from kith.wall.schemas import TENANTS_ROLE, store_blueprint
from kith.wall.side import as_owner
from outside.schema.script import Script, kept_script, shipped_files

_IS_EMPTY = "SELECT to_regclass('public.django_migrations') IS NULL"


def bring_up_to_date() -> MigrationReport:
    """
    Migrate everything; where nothing stands yet the kept script comes first.

    A script that is not of these migrations is left out: then all of them are carried out.

    :raises CannotReplay: as `migrate_everything`
    """
    script = kept_script()
    with as_owner(), transaction.atomic():
        if _is_empty() and script.fits(shipped_files()):
            _replay(script)
    return migrate_everything(verbosity=0)


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_IS_EMPTY)
        return cursor.fetchone()[0]


def _replay(script: Script) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [TENANTS_ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {TENANTS_ROLE} NOLOGIN")
        # As one message, the way back included: a dump names everything with its schema.
        cursor.cursor.execute(
            "SET LOCAL check_function_bodies = off; SET LOCAL search_path = pg_catalog;\n"
            f"{script.statements}"
            "SET LOCAL check_function_bodies = on; SET LOCAL search_path = public"
        )
    # Recorded by the code of today, like everything else that follows from the template.
    store_blueprint()
