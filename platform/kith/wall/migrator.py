"""Bring the shared schema, the template and every tenant to the same level."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from kith.wall.blueprint import PLACE
from kith.wall.schemas import TEMPLATE_SCHEMA, existing_schemas, grant_public, store_blueprint
from kith.wall.side import as_owner, sides_of
from kith.wall.steps import ROLE, STEP_TABLE, keep_step, steps_after

LOCK_TIMEOUT = "2s"
# Statements replayed in each tenant; reads were answered on the template already.
_CHANGES = (
    *("ALTER", "CREATE", "DROP", "INSERT", "UPDATE", "DELETE", "COMMENT", "TRUNCATE", "DO"),
    # Django puts this in front of dropping a foreign key, in one message with it.
    "SET CONSTRAINTS",
)


class CannotReplay(RuntimeError):
    """
    A tenant migration does what a replay of its SQL would not.

    It runs Python, and the replay would copy the template's rows; or it has SQL that begins with
    anything but a change, and the replay would leave it out.
    """


@dataclass
class MigrationReport:
    """What a run did: migrations applied to the template, tenants brought along."""

    planned: list[str] = field(default_factory=list)
    tenants: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def template_level() -> str:
    """Return the fingerprint of the tenant migrations this code ships; asks no database."""
    names = sorted(f"{one.app_label}.{one.name}" for one in shipped_migrations())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


@cache
def shipped_migrations() -> list[Any]:
    """Return the tenant migrations that stand on the disk, read once."""
    disk = MigrationLoader(None).disk_migrations.values()
    return [migration for migration in disk if _is_tenant(migration.app_label)]


def _is_tenant(app_label: str) -> bool:
    return "tenant" in sides_of(app_label)


def migrate_everything(*, verbosity: int = 1) -> MigrationReport:
    """
    Migrate public, then the template, then every tenant and spare that lags.

    The template is planned and migrated once; the SQL that it took is kept, and applied
    to each tenant in one transaction of its own, under a lock timeout. A tenant
    that fails is named in the report and stays at its level; running again brings it
    along, by all the steps that it lacks.

    :raises CannotReplay: a tenant migration runs Python, or SQL that no replay would carry;
        nothing was migrated, public neither
    """
    if wrong := [operation for one in shipped_migrations() for operation in unreplayable(one)]:
        raise CannotReplay(
            "move tenants' data by SQL that begins with a change, DO for more than one statement,"
            f" or in a task: {wrong}"
        )
    with as_owner():
        _migrate_schema("public")
    report = MigrationReport(planned=_migrate_template())
    grant_public()
    _bring_tenants(report)
    return report


def _migrate_template() -> list[str]:
    """Migrate the template, and keep what it took with it: one stands or falls with the other."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{TEMPLATE_SCHEMA}"')
        cursor.execute(STEP_TABLE)
        with as_owner(TEMPLATE_SCHEMA), _recorded() as statements:
            planned = _migrate_schema(TEMPLATE_SCHEMA)
        if planned:
            keep_step(level=template_level(), script=";\n".join(statements))
            store_blueprint()
    return planned


def _migrate_schema(schema: str) -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    here = "public" if schema == "public" else "tenant"
    if any(here in sides_of(migration.app_label) for migration, _ in plan):
        executor.migrate(executor.loader.graph.leaf_nodes(), plan=plan)
    else:
        # Nothing of it is for this side: it is noted, and nothing has to be put together for it.
        for migration, _ in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
    return [str(migration) for migration, _ in plan if _is_tenant(migration.app_label)]


@contextmanager
def _recorded() -> Iterator[list[str]]:
    statements: list[str] = []

    def record(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = sql if isinstance(sql, str) else str(sql)
        if text.lstrip().upper().startswith(_CHANGES):
            raw = context["cursor"].cursor
            statements.append(raw.mogrify(text, params).decode() if params else text)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        yield statements


@dataclass(frozen=True)
class _Lagging:
    """A tenant, or a spare, that is not at the template's level."""

    table: str
    key: Any
    schema: str
    role: str
    level: str


def _bring_tenants(report: MigrationReport) -> None:
    level = template_level()
    with as_owner():
        behind = list(_behind(level))
        scripts = {lacking: steps_after(lacking) for lacking in {one.level for one in behind}}
        with connection.cursor() as cursor:
            schemas = existing_schemas(cursor)
    for one in behind:
        if one.schema not in schemas:
            report.failed[one.schema] = "its schema is missing"
            continue
        try:
            _bring_one(one, scripts[one.level], level)
        except Exception as error:
            report.failed[one.schema] = str(error)
        else:
            report.tenants += 1
    # A commit that waits has everything before it on the disk too.
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")


def _behind(level: str) -> Iterator[_Lagging]:
    # What was dropped with a closed tenant is nothing to bring along.
    tenant = apps.get_model(settings.TENANT_MODEL).objects.filter(dropped_at=None)
    spare = apps.get_model("registry.SpareSchema").objects.filter(claimed_by=None)
    for rows in (tenant, spare):
        found = rows.exclude(migration_level=level).order_by("pk")
        for values in found.values_list("pk", "schema_name", "db_role", "migration_level"):
            yield _Lagging(rows.model._meta.db_table, *values)


def _bring_one(one: _Lagging, script: str, level: str) -> None:
    pk = "uuid" if one.table.endswith("_tenant") else "id"
    own = script.replace(PLACE, f'"{one.schema}"').replace(ROLE, one.role)
    with as_owner(), _as_one(), connection.cursor() as cursor:
        update = cursor.mogrify(
            f'UPDATE public."{one.table}" SET migration_level = %s WHERE "{pk}" = %s',
            [level, one.key],
        ).decode()
        # One message, the way there and back included. The level stands or falls with the change,
        # so no commit waits for the disk by itself: `_bring_tenants` waits for all at its end.
        cursor.cursor.execute(
            f'SET LOCAL search_path = "{one.schema}", public;\n'
            f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'; SET LOCAL synchronous_commit = off;\n"
            f"{own}{update};\nSET LOCAL search_path = public"
        )


def _as_one() -> AbstractContextManager[Any]:
    # PostgreSQL takes a message of several statements as one transaction; inside of another it
    # needs a savepoint, so that a tenant that fails takes nobody with it.
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def unreplayable(migration: Any) -> list[str]:
    """Return the operations of a tenant migration that a replay of SQL cannot carry."""
    return [
        repr(operation)
        for operation in migration.operations
        if (isinstance(operation, RunPython) and operation.code is not RunPython.noop)
        or (isinstance(operation, RunSQL) and not _is_carried(operation.sql))
    ]


def _is_carried(sql: Any) -> bool:
    """Say whether the recorder keeps all of it: text by its first word, as it is sent."""
    texts = (
        [sql]
        if isinstance(sql, str)
        else [each if isinstance(each, str) else each[0] for each in sql]
    )
    return all(text.lstrip().upper().startswith(_CHANGES) for text in texts if text != RunSQL.noop)
