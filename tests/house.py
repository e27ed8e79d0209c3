"""A database for tests: embedded PostgreSQL and Valkey, migrated once, with three tenants."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def running_servers(worker: str) -> Iterator[None]:
    """Start both servers for one test process, unless addresses are given; stop them after."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield
        return
    from kith.runtime.account import remove_state
    from kith.runtime.postgres import PostgresServer
    from kith.runtime.valkey import ValkeyServer

    state = ROOT / ".kith" / f"test-{worker}-{os.getpid()}"
    postgres = PostgresServer(state, fast=True)
    valkey = ValkeyServer(state, persistent=False)
    _let_the_application_act_as_owner(postgres.superuser_url)
    os.environ["DATABASE_ADMIN_URL"] = postgres.superuser_url
    try:
        _point_settings_at(postgres.url, valkey.url, state)
        yield
    finally:
        valkey.stop()
        postgres.stop()
        remove_state(state)


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
