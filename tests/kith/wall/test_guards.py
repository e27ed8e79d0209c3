"""Each guard of the wall, broken on purpose."""

import asyncio
import contextlib
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import sync_to_async
from django.apps import apps
from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from catalog.numbering.models import PhoneNumber
from kith.wall import (
    TenantNotSet,
    TenantUnavailable,
    as_owner,
    current_tenant,
    in_public,
    in_tenant,
    sides_of,
)
from kith.wall.backend.base import WallTampered
from kith.wall.router import SavedElsewhere, WroteThroughTheWall
from kith.wall.schemas import append_only_tables, build_schema, names_for
from tenants.accounts.models import Person
from tenants.accounts.usecases.register_person import register_person
from tenants.workspace.models import Workspace
from tenants.workspace.usecases.describe_shop import describe_shop
from tests.clock import NOON

OURS = [
    model
    for model in apps.get_models()
    if model._meta.app_config.name.split(".")[0]
    in {"kith", "faces", "tenants", "catalog", "billing", "ambassadors"}
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_relation_crosses_the_wall(model):
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            there = sides_of(field.related_model._meta.app_label)
            assert there == sides_of(model._meta.app_label), field


def test_work_that_names_no_tenant_reaches_nothing(rolled_back, no_side):
    with pytest.raises(TenantNotSet):
        list(Workspace.objects.all())


def in_a_thread(look):
    found = []
    thread = threading.Thread(target=lambda: found.append(look()))
    thread.start()
    thread.join()
    return found[0]


def in_an_executor(look):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(look).result()


def off_an_event_loop(look):
    return asyncio.run(asyncio.to_thread(look))


def beside_an_event_loop(look):
    return asyncio.run(sync_to_async(look, thread_sensitive=False)())


def what_is_found() -> object:
    """Ask for a tenant's rows over a connection of one's own; what refuses it is an answer too."""
    try:
        return Workspace.objects.count()
    except TenantNotSet as refusal:
        return type(refusal)
    finally:
        connection.close()


@pytest.mark.parametrize("way", [in_a_thread, in_an_executor])
def test_a_new_thread_stands_on_no_side(acme, way):
    assert way(what_is_found) is TenantNotSet


@pytest.mark.parametrize(
    "way", [in_a_thread, in_an_executor, off_an_event_loop, beside_an_event_loop]
)
def test_work_without_a_tenant_reaches_nothing_in_any_thread(rolled_back, no_side, way):
    assert way(what_is_found) is TenantNotSet


@pytest.mark.parametrize("way", [off_an_event_loop, beside_an_event_loop])
def test_a_thread_of_an_event_loop_stands_where_its_work_came_from(acme, way):
    assert way(current_tenant) == acme


def test_an_event_loop_itself_asks_the_database_nothing(acme):
    async def look() -> int:
        return Workspace.objects.count()

    with pytest.raises(SynchronousOnlyOperation):
        asyncio.run(look())


def test_a_tenant_row_is_not_written_on_the_public_side(public):
    with pytest.raises(WroteThroughTheWall):
        Workspace.objects.create()


def test_a_public_row_is_not_written_on_a_tenants_side(acme):
    with pytest.raises(WroteThroughTheWall):
        PhoneNumber.objects.create()


@pytest.mark.parametrize("write", ["save", "delete"])
def test_a_row_read_at_one_shop_is_not_written_at_another(acme, globex, write):
    for shop in (acme, globex):
        with in_tenant(shop):
            describe_shop(
                name=shop.slug, tagline="", about="", support_hours="", languages=["en"], at=NOON
            )
    ours = Workspace.objects.get()

    with in_tenant(globex), pytest.raises(SavedElsewhere):
        getattr(ours, write)()

    with in_tenant(globex):
        assert Workspace.objects.get().name == globex.slug


def test_a_question_asked_at_one_shop_and_read_at_another_finds_the_others_rows_alone(acme, globex):
    for shop in (acme, globex):
        with in_tenant(shop):
            describe_shop(
                name=shop.slug, tagline="", about="", support_hours="", languages=["en"], at=NOON
            )
    asked = Workspace.objects.order_by("pk")

    with in_tenant(globex):
        assert [row.name for row in asked] == [globex.slug]


OF_SHOPS = [model._meta.db_table for model in OURS if "tenant" in sides_of(model._meta.app_label)]


@pytest.mark.parametrize("table", OF_SHOPS)
def test_what_a_shop_lacks_is_not_found_on_the_shared_side_instead(acme, table):
    with as_owner(acme.schema_name), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO gone")

    for statement in (f"SELECT * FROM {table}", f"INSERT INTO {table} DEFAULT VALUES"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("here", ["public", "tenant"])
def test_what_only_grows_is_changed_by_nobody_who_works(rolled_back, here):
    side = in_public() if here == "public" else in_tenant(rolled_back["acme"])
    tables = append_only_tables(side=here)
    assert {
        "ledger_posting",
        "audit_auditentry" if here == "public" else "invoicing_splitpart",
    } <= {*tables}
    with side:
        for table in tables:
            for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
                refused(statement)
            refused(f"UPDATE {table} SET {a_column_of(table)} = NULL")


def a_column_of(table: str) -> str:
    [model] = [model for model in OURS if model._meta.db_table == table]
    return model._meta.pk.column


def refused(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT * FROM "{schema}".workspace_workspace',
        "UPDATE \"{schema}\".workspace_workspace SET name = 'taken'",
        'CREATE TABLE "{schema}".mine (id int)',
        "CREATE TABLE public.mine (id int)",
        "UPDATE public.accounts_person SET full_name = 'taken'",
        "SELECT * FROM public.outbox_letter",
        "SELECT * FROM public.audit_auditentry",
    ],
)
def test_the_database_refuses_what_a_tenants_role_may_not(acme, globex, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(schema=globex.schema_name))


@pytest.mark.parametrize(
    "statement",
    [
        "RESET ROLE",
        "SET ROLE kith_owner",
        "SELECT set_config('role', 'kith_owner', false)",
        "SET search_path = public",
        "RESET ALL",
    ],
)
def test_role_and_schema_change_only_through_the_wall(acme, statement):
    with pytest.raises(WallTampered), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SET/**/ROLE kith_owner",
        'SET "role" = kith_owner',
        "DO $$BEGIN EXECUTE 'SET R' || 'OLE kith_owner'; END$$",
        "SELECT 1; DO $$BEGIN EXECUTE 'SET R' || 'OLE kith_owner'; END$$",
        "/* */ SET search_path TO public",
    ],
)
def test_a_change_of_role_that_hides_lasts_no_longer_than_its_own_statement(acme, statement):
    with connection.cursor() as cursor, contextlib.suppress(WallTampered):
        cursor.execute(statement)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema()")
        assert cursor.fetchone() == (acme.db_role, acme.schema_name)


def test_no_query_sets_anything(acme):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE pg_settings SET setting = 'kith_public' WHERE name = 'role'")


@pytest.mark.parametrize("table", ["kith_blueprint", "kith_step"])
def test_what_the_owner_will_run_is_not_the_applications_to_read_or_write(public, table):
    for statement in (f"SELECT * FROM {table}", f"UPDATE {table} SET script = ''"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_tenant_has_no_other_tenant_built(acme):
    schema, role = names_for(uuid.uuid4().hex)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT public.kith_build_tenant(%s, %s)", [schema, role])


@pytest.mark.parametrize(
    ("schema", "role"),
    [
        ("public", "kith_public"),
        ("t_" + "0" * 32, "r_" + "1" * 32),
        ("t_" + "0" * 32, "kith_owner"),
        ('t_x"; DROP TABLE registry_tenant; --', "r_x"),
    ],
)
def test_nothing_is_built_under_a_name_that_is_no_tenants(public, schema, role):
    with pytest.raises(DatabaseError, match="no tenant is called"), transaction.atomic():
        build_schema(schema=schema, role=role)


def test_a_rollback_never_leaves_the_connection_on_the_other_side(acme, globex):
    with pytest.raises(RuntimeError), transaction.atomic():
        with in_tenant(globex):
            Workspace.objects.count()
        raise RuntimeError
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema()")
        assert cursor.fetchone() == (acme.db_role, acme.schema_name)


def test_people_of_another_tenant_do_not_exist_here(acme, globex):
    with in_public():
        stranger = register_person(
            email="s@example.com", full_name="Sam Strange", password=None, locale="en", at=NOON
        )

    assert not Person.objects.filter(pk=stranger.pk).exists()


def test_work_of_an_unknown_tenant_is_refused(public):
    with pytest.raises(TenantUnavailable), in_tenant(uuid.uuid4()):
        pass


def test_each_tenant_keeps_its_budget_of_tables(acme):
    with in_public(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [acme.schema_name])
        assert cursor.fetchone()[0] <= 36


def test_no_tenant_table_stands_in_public(public):
    tenant_only = {
        model._meta.db_table for model in OURS if sides_of(model._meta.app_label) == {"tenant"}
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert not tenant_only & {row[0] for row in cursor.fetchall()}
