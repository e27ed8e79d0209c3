"""A database for tests: embedded PostgreSQL and Valkey, migrated once, with three tenants."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.clock import NOON

if TYPE_CHECKING:
    from kith.runtime.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[1]
SHOPS = {
    "home": ("home", "Northline"),
    "acme": ("reseller", "Acme"),
    "globex": ("reseller", "Globex"),
}
# Who sells in all of them. The number passes its check, and no province gives such a one.
COMPANY = {
    "legal_name": "Northline Telecom SL",
    "address": "Calle del Faro 12\n48001 Bilbao",
    "country": "ES",
    "tax_number": "ESB00000125",
    "registration": "Registro Mercantil de Bizkaia, BI-125",
}


@contextlib.contextmanager
def running_servers(worker: str) -> Iterator[None]:
    """Start both servers for one test process, unless addresses are given; stop them after."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        furnish()
        yield
        return
    from django.db import connections

    from kith.runtime.account import remove_state
    from kith.runtime.valkey import ValkeyServer
    from tests.prepared import PreparedPostgres, prepared_house

    state = ROOT / ".kith" / f"test-{worker}-{os.getpid()}"
    workshop = state.with_name(f"{state.name}-workshop")
    valkey = ValkeyServer(state, persistent=False)

    def move_in(postgres: PostgresServer) -> None:
        os.environ["DATABASE_ADMIN_URL"] = postgres.superuser_url
        # At each start: whoever prepares the roles takes back what is not theirs.
        _let_the_application_act_as_owner(postgres.superuser_url)
        _point_settings_at(postgres.url, valkey.url, state)

    def make(postgres: PostgresServer) -> None:
        move_in(postgres)
        furnish()
        connections.close_all()

    try:
        prepared = prepared_house(workshop, furnish=make)
        with PreparedPostgres(state, prepared=prepared) as postgres:
            move_in(postgres)
            yield
    finally:
        valkey.stop()
        remove_state(workshop)
        remove_state(state)


def furnish() -> None:
    """Build the database; open the telco's shop and two resellers in it, where they are not."""
    from billing.entities.models import EntityDetails, LegalEntity
    from billing.entities.usecases.describe_entity import BEGINNING
    from kith.fence.usecases.begin_installation import begin_installation
    from kith.wall import in_public
    from outside.schema.replay import bring_up_to_date
    from tenants.registry.usecases.provision_tenant import provision_tenant

    bring_up_to_date()
    for slug, (kind, name) in SHOPS.items():
        provision_tenant(
            slug=slug, name=name, kind=kind, owner_id=None, key=f"test:{slug}", at=NOON
        )
    with in_public():
        # Nothing was sent before: there is no past to compare with.
        begin_installation()
        # Written out: what tests read in the audit log is their own.
        company, _ = LegalEntity.objects.get_or_create(code="NL", defaults={"created_at": NOON})
        if not company.details.exists():
            EntityDetails.objects.create(
                entity=company, version=1, starts_at=BEGINNING, recorded_at=NOON, **COMPANY
            )


@contextlib.contextmanager
def shared_valkey(state: Path) -> Iterator[Any]:
    """Let the shared cache stand in a Valkey of its own, which a test may stop or freeze."""
    from django.core.cache import caches

    from kith.runtime.valkey import ValkeyServer

    before = caches.settings["shared"]["LOCATION"]
    server = ValkeyServer(state, persistent=False)
    try:
        _share_through(server.url)
        yield server
    finally:
        _share_through(before)
        server.stop()


@contextlib.contextmanager
def stopped_valkey(state: Path) -> Iterator[None]:
    """Let the shared cache stand in a Valkey that was stopped; somebody must have noticed."""
    from kith import shared_cache

    before, shared_cache._absence = shared_cache._absence, shared_cache.Absence()
    try:
        with shared_valkey(state) as server:
            server.stop()
            yield
            assert shared_cache._absence.was_noticed, "nobody asked it anything"
    finally:
        shared_cache._absence = before


def _share_through(redis_url: str) -> None:
    from django.core.cache import caches

    caches.settings["shared"]["LOCATION"] = redis_url
    caches.close_all()
    if hasattr(caches._connections, "shared"):
        del caches["shared"]


def _let_the_application_act_as_owner(superuser_url: str) -> None:
    """
    Give the tests' own login what no login of the application's has.

    A test migrates, breaks tables and looks past the wall in the transaction that is rolled back
    after it. That the application does without is proven on processes of its own.
    """
    import psycopg2

    with contextlib.closing(psycopg2.connect(superuser_url)) as connection, connection:
        with connection.cursor() as cursor:
            cursor.execute("GRANT kith_owner TO kith_app WITH SET TRUE, INHERIT FALSE")


def _point_settings_at(database_url: str, redis_url: str, state: Path) -> None:
    import environ
    from celery import current_app
    from django.conf import settings
    from django.db import connections

    os.environ |= {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "KITH_STATE_DIR": str(state),
    }
    address = environ.Env.db_url_config(database_url)
    for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD"):
        settings.DATABASES["default"][name] = address[name]
        connections["default"].settings_dict[name] = address[name]
    settings.REDIS_URL = settings.CELERY_BROKER_URL = redis_url
    current_app.conf.update(broker_url=redis_url)
    _share_through(redis_url)
    settings.KITH_STATE_DIR = state
    settings.MEDIA_ROOT = state / "media"
