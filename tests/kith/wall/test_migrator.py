"""One plan on the template, its SQL in every tenant."""

import os
from contextlib import closing
from copy import copy
from types import SimpleNamespace

import psycopg2
import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.recorder import MigrationRecorder

from billing.ledger.models import Posting
from kith.wall import migrator
from kith.wall.side import as_owner
from kith.wall.steps import keep_step
from tenants.registry.models import Tenant

ADD_A_COLUMN = 'ALTER TABLE "workspace_workspace" ADD COLUMN "motto" text NULL'


def columns(schema):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = %s AND table_name = 'workspace_workspace'",
            [schema],
        )
        return {row[0] for row in cursor.fetchall()}


def run_in(tenant, statement):
    with as_owner(tenant.schema_name), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def a_new_migration(public, monkeypatch):
    """A release with one more tenant migration: a column and its record."""
    monkeypatch.setattr(migrator, "template_level", lambda: "next")
    real = migrator._migrate_schema

    def migrate(schema):
        real(schema)
        if schema != migrator.TEMPLATE_SCHEMA or "motto" in columns(schema):
            return []
        with as_owner(schema), connection.cursor() as cursor:
            cursor.execute(ADD_A_COLUMN)
            MigrationRecorder(connection).record_applied("workspace", "9999_motto")
        return ["workspace.9999_motto"]

    monkeypatch.setattr(migrator, "_migrate_schema", migrate)


def test_every_tenant_gets_the_change_and_the_record(a_new_migration, house):
    report = migrator.migrate_everything()

    assert (report.planned, report.tenants, report.failed) == (["workspace.9999_motto"], 3, {})
    for tenant in house.values():
        assert "motto" in columns(tenant.schema_name)
        with as_owner(tenant.schema_name):
            loader = MigrationExecutor(connection).loader
            assert ("workspace", "9999_motto") in loader.applied_migrations
    assert set(Tenant.objects.values_list("migration_level", flat=True)) == {"next"}


def test_a_second_run_has_nothing_to_do(a_new_migration):
    migrator.migrate_everything()

    again = migrator.migrate_everything()

    assert (again.planned, again.tenants, again.failed) == ([], 0, {})


def test_a_tenant_that_fails_stays_behind_and_the_others_go_on(a_new_migration, acme, house):
    run_in(acme, ADD_A_COLUMN)

    report = migrator.migrate_everything()

    assert list(report.failed) == [acme.schema_name]
    assert report.tenants == len(house) - 1
    with as_owner():
        assert Tenant.objects.get(slug="acme").migration_level != "next"


def test_a_table_that_somebody_reads_for_long_is_not_waited_for(
    a_new_migration, house, monkeypatch
):
    """Nobody queues behind a change that waits: it gives up, and the next run makes it."""
    monkeypatch.setattr(migrator, "LOCK_TIMEOUT", "100ms")
    acme = house["acme"]
    with closing(psycopg2.connect(os.environ["DATABASE_ADMIN_URL"])) as reader:
        with reader.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{acme.schema_name}".workspace_workspace')
            report = migrator.migrate_everything()
        reader.rollback()
        assert list(report.failed) == [acme.schema_name]
        assert "lock timeout" in report.failed[acme.schema_name]

    again = migrator.migrate_everything()
    assert (again.tenants, again.failed) == (1, {})
    assert "motto" in columns(acme.schema_name)


def test_a_tenant_left_behind_takes_the_step_it_lacks_later(a_new_migration, house):
    acme = house["acme"]
    run_in(acme, ADD_A_COLUMN)
    assert migrator.migrate_everything().failed
    run_in(acme, 'ALTER TABLE "workspace_workspace" DROP COLUMN "motto"')

    again = migrator.migrate_everything()

    assert (again.planned, again.tenants, again.failed) == ([], 1, {})
    assert "motto" in columns(acme.schema_name)
    assert set(Tenant.objects.values_list("migration_level", flat=True)) == {"next"}


def test_a_tenant_that_missed_two_releases_takes_both(a_new_migration, house, monkeypatch):
    acme = house["acme"]
    Tenant.objects.exclude(slug="acme").update(migration_level="later")
    run_in(acme, ADD_A_COLUMN)
    assert migrator.migrate_everything().failed
    run_in(acme, 'ALTER TABLE "workspace_workspace" DROP COLUMN "motto"')
    monkeypatch.setattr(migrator, "template_level", lambda: "later")
    keep_step(level="later", script='ALTER TABLE "workspace_workspace" ADD COLUMN "song" text')

    assert migrator.migrate_everything().failed == {}

    assert {"motto", "song"} <= columns(acme.schema_name)


def test_a_foreign_key_is_dropped_in_every_tenant_as_in_the_template(public, house, monkeypatch):
    monkeypatch.setattr(migrator, "template_level", lambda: "looser")
    kept = Posting._meta.get_field("journal")
    loose = copy(kept)
    loose.db_constraint = False
    real = migrator._migrate_schema

    def migrate(schema):
        if schema != migrator.TEMPLATE_SCHEMA:
            return real(schema)
        with as_owner(schema), connection.schema_editor() as editor:
            editor.alter_field(Posting, kept, loose)
        return ["ledger.9999_looser"]

    monkeypatch.setattr(migrator, "_migrate_schema", migrate)

    assert migrator.migrate_everything().failed == {}
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace"
            " WHERE conname LIKE 'ledger_posting_journal_id_%' AND contype = 'f'"
        )
        assert [name for (name,) in cursor.fetchall()] == ["public"]


def test_a_new_table_that_only_grows_only_grows_in_every_tenant(public, house, monkeypatch):
    monkeypatch.setattr(
        apps.get_app_config("workspace"), "append_only", ("workspace_diary",), raising=False
    )
    monkeypatch.setattr(migrator, "template_level", lambda: "grows")
    create = 'CREATE TABLE "workspace_diary" ("id" bigint)'
    real = migrator._migrate_schema

    def migrate(schema):
        if schema != migrator.TEMPLATE_SCHEMA:
            return real(schema)
        with as_owner(schema), connection.cursor() as cursor:
            cursor.execute(create)
        return ["workspace.9999_diary"]

    monkeypatch.setattr(migrator, "_migrate_schema", migrate)

    assert migrator.migrate_everything().failed == {}

    for tenant in house.values():
        with as_owner(), connection.cursor() as cursor:
            table = f"{tenant.schema_name}.workspace_diary"
            for right, is_held in (("INSERT", True), ("UPDATE", False), ("DELETE", False)):
                cursor.execute(
                    "SELECT has_table_privilege(%s, %s, %s)", [tenant.db_role, table, right]
                )
                assert cursor.fetchone() == (is_held,)


def test_a_tenant_migration_that_runs_python_is_refused():
    step = RunPython(lambda apps, editor: None)

    assert migrator.unreplayable(SimpleNamespace(operations=[step])) == [repr(step)]
    assert migrator.unreplayable(SimpleNamespace(operations=[RunPython(RunPython.noop)])) == []


@pytest.mark.parametrize(
    "sql",
    [
        "LOCK TABLE workspace_workspace; UPDATE workspace_workspace SET tagline = ''",
        "-- All of them.\nUPDATE workspace_workspace SET tagline = ''",
        ["SET LOCAL work_mem = '1MB'"],
        [("WITH one AS (SELECT 1) UPDATE workspace_workspace SET tagline = %s", ["x"])],
    ],
)
def test_sql_that_no_replay_would_carry_is_refused(sql):
    step = RunSQL(sql)

    assert migrator.unreplayable(SimpleNamespace(operations=[step])) == [repr(step)]


@pytest.mark.parametrize("sql", [ADD_A_COLUMN, RunSQL.noop, ["DO $$ BEGIN END $$"]])
def test_sql_that_begins_with_a_change_is_carried(sql):
    assert migrator.unreplayable(SimpleNamespace(operations=[RunSQL(sql)])) == []


@pytest.fixture
def a_release_that_runs_python(public, monkeypatch):
    """Two more migrations on the disk: a shared table, and a tenant's column with Python after."""
    ran = []
    shared = Migration("9998_notes", "registry")
    shared.dependencies = [("registry", "0001_tenants_and_hosts")]
    shared.operations = [RunSQL("CREATE TABLE public.registry_note (id bigint)")]
    tenants = Migration("9998_motto", "workspace")
    tenants.dependencies = [("workspace", "0001_shop_and_brand"), ("registry", "9998_notes")]
    tenants.operations = [RunSQL(ADD_A_COLUMN), RunPython(lambda apps, editor: ran.append(1))]
    real = MigrationLoader.load_disk

    def load_disk(loader):
        real(loader)
        for migration in (shared, tenants):
            loader.disk_migrations[migration.app_label, migration.name] = migration

    monkeypatch.setattr(MigrationLoader, "load_disk", load_disk)
    migrator.shipped_migrations.cache_clear()
    yield ran
    migrator.shipped_migrations.cache_clear()


def test_a_release_that_would_replay_wrongly_is_refused_and_changes_nothing(
    a_release_that_runs_python, house
):
    levels = set(Tenant.objects.values_list("schema_name", "migration_level"))

    with pytest.raises(migrator.CannotReplay, match="RunPython"):
        migrator.migrate_everything()

    assert a_release_that_runs_python == []
    for schema in (migrator.TEMPLATE_SCHEMA, *(ref.schema_name for ref in house.values())):
        assert "motto" not in columns(schema)
    assert set(Tenant.objects.values_list("schema_name", "migration_level")) == levels
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.registry_note')")
        assert cursor.fetchone() == (None,)
        cursor.execute("SELECT count(*) FROM public.kith_blueprint WHERE script LIKE '%motto%'")
        assert cursor.fetchone() == (0,)
    with as_owner():
        applied = MigrationRecorder(connection).applied_migrations()
    assert not {name for _app, name in applied if name.startswith("9998")}
