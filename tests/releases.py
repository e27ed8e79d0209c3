"""A shop as an earlier release left it, and the release that brings it along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kith.wall import TenantRef, in_tenant, migrator
from kith.wall.schemas import TEMPLATE_SCHEMA
from kith.wall.side import as_owner
from tenants.registry.models import Tenant


@contextmanager
def at_release(tenant: TenantRef, *, app: str, migration: str) -> Iterator[None]:
    """
    Take a shop and the template back to a migration; at the end the migrator brings it on.

    The block stands in the shop, as the owner of its tables, and fills them as they were. It
    belongs into a test's transaction, which takes everything back.
    """
    for schema in (TEMPLATE_SCHEMA, tenant.schema_name):
        with as_owner(schema):
            MigrationExecutor(connection).migrate([(app, migration)])
    with as_owner(tenant.schema_name):
        yield
        # What the rows owe each other is looked at now: no table is changed with that pending.
        run("SET CONSTRAINTS ALL IMMEDIATE")
    with as_owner():
        Tenant.objects.exclude(pk=tenant.uuid).update(migration_level=_NEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrator, "template_level", lambda: _NEXT)
        report = migrator.migrate_everything(verbosity=0)
    assert (report.failed, report.tenants) == ({}, 1)


def run(statement: str, values: Iterable[Any] = ()) -> None:
    """Carry out one statement where the work stands."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)


def rows_of(tenant: TenantRef, statement: str) -> list[tuple]:
    """Return what a statement answers in a shop."""
    with in_tenant(tenant), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


_NEXT = "the release under test"
