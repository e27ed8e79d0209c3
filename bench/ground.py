"""What everything is measured on: throw-away servers, a migrated Kith, tenants in any number."""

from __future__ import annotations

import os
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg2

from bench.children import OURS, PEERS, ROOT, Child
from bench.plain_web import ROWS as OFFERS
from bench.setting_up import set_kith_up

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PREFIX = "bench"


class Ground:
    """Servers and tenants for one run of the bench; everything is gone afterwards."""

    def __init__(self, *, is_large: bool) -> None:
        self.is_large = is_large
        self._open = ExitStack()

    def __enter__(self) -> Self:
        from kith.runtime.account import remove_state
        from kith.runtime.postgres import postgres_server
        from kith.runtime.valkey import valkey_server

        self.state = ROOT / ".kith" / f"bench-{os.getpid()}"
        self._open.callback(remove_state, self.state)
        self.postgres = postgres_server(self.state)
        self._open.callback(self.postgres.stop)
        valkey = valkey_server(self.state)
        self._open.callback(valkey.stop)
        os.environ |= {
            "DATABASE_URL": self.postgres.url,
            "DATABASE_MIGRATOR_URL": self.postgres.migrator_url,
            "REDIS_URL": valkey.url,
            "KITH_STATE_DIR": str(self.state),
            "DJANGO_SETTINGS_MODULE": "bench.kith_settings",
        }
        (self.state / "static").mkdir(exist_ok=True)
        self.wait_for_disk(False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._open.close()

    def wait_for_disk(self, is_wanted: bool) -> None:
        """Let commits wait for the disk as in production, or not, which keeps its moods out."""
        with closing(psycopg2.connect(self.postgres.superuser_url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for name in ("fsync", "synchronous_commit", "full_page_writes"):
                    cursor.execute(f"ALTER SYSTEM SET {name} = {'on' if is_wanted else 'off'}")
                cursor.execute("SELECT pg_reload_conf()")

    @cached_property
    def house(self) -> Path:
        """A migrated Kith, whose Django is set up in this process too."""
        set_kith_up()
        from kith.wall.migrator import migrate_everything
        from kith.wall.migrator_login import signed_in_as_migrator

        say("migrating")
        with signed_in_as_migrator():
            migrate_everything(verbosity=0)
        return self.state

    def tenants(self, wanted: int) -> int:
        """Build tenants, two at a time, until so many stand; return how many do."""
        assert self.house
        from kith.wall import in_public
        from tenants.registry.models import Tenant

        with in_public():
            standing = Tenant.objects.count()
        if standing < wanted:
            say(f"building tenants {standing + 1} to {wanted}")
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(_build_tenant, range(standing, wanted)))
        return max(standing, wanted)

    @cached_property
    def shop(self) -> str:
        """The host of a virtual operator with 24 offers on sale, under its own brand."""
        assert self.house
        from bench.shop import open_shop

        return open_shop(offers=OFFERS, at=NOON)

    @cached_property
    def kith(self) -> Child:
        """All of Kith, serving the shop."""
        return self._child("bench.kith_web", self.shop)

    @cached_property
    def tenancy(self) -> Child:
        """Kith's tenancy under Django's own middleware, serving the shop and others in turn."""
        assert self.house
        from bench.shop import open_shop

        shop = self.shop
        others = [open_shop(offers=OFFERS, at=NOON, number=number) for number in range(1, 9)]
        return self._child("bench.kith_web", shop, *others)

    @cached_property
    def plain(self) -> Child:
        """Plain Django with the same two views."""
        env = {"PLAIN_DATABASE_URL": self._database("plain")}
        return self._child("bench.plain_web", env=env)

    @cached_property
    def oscar(self) -> Child:
        """Oscar as its guide sets it up."""
        return self._child("bench.oscar_web", "fill", python=PEERS, env=self._oscar_env)

    @cached_property
    def tuned_oscar(self) -> Child:
        """Oscar with open connections, over the same tables."""
        assert self.oscar
        env = self._oscar_env | {"BENCH_OSCAR": "tuned"}
        return self._child("bench.oscar_web", python=PEERS, env=env)

    @cached_property
    def _oscar_env(self) -> dict[str, str]:
        return {
            "PLAIN_DATABASE_URL": self._database("oscar"),
            "BENCH_STATE_DIR": str(self.state),
            "PYTHONWARNINGS": "ignore",
        }

    def _database(self, name: str) -> str:
        from kith.runtime.roles import ensure_database, with_database

        ensure_database(with_database(self.postgres.superuser_url, "postgres"), name)
        return with_database(self.postgres.superuser_url, name)

    def _child(
        self, module: str, *argv: str, python: Path = OURS, env: dict[str, str] | None = None
    ) -> Child:
        say(f"starting {module}")
        return self._open.enter_context(Child(module, *argv, python=python, env=env or {}))


def _build_tenant(number: int) -> None:
    from django.db import connection

    from kith.wall import in_public
    from kith.wall.schemas import build_schema, names_for

    try:
        tenant_id = uuid.uuid4()
        schema, role = names_for(tenant_id.hex)
        build_schema(schema=schema, role=role)
        with in_public():
            tenant_row(tenant_id, f"{PREFIX}-{number}", schema, role).save(force_insert=True)
    finally:
        connection.close()


def tenant_row(tenant_id: uuid.UUID, slug: str, schema: str, role: str) -> Any:
    """Return an open tenant's row, not saved."""
    from kith.wall.migrator import template_level
    from tenants.registry.models import Tenant

    return Tenant(
        uuid=tenant_id,
        slug=slug,
        skeleton=slug,
        name=slug,
        kind="reseller",
        schema_name=schema,
        db_role=role,
        currency="EUR",
        country="ES",
        locale="en",
        timezone="UTC",
        provision_key=f"{PREFIX}:{slug}",
        created_at=NOON,
        live_at=NOON,
        migration_level=template_level(),
    )


_BEGUN = time.monotonic()


def say(words: str) -> None:
    """Tell the person who waits what is being done."""
    print(f"bench {time.monotonic() - _BEGUN:5.0f} s: {words}", file=sys.stderr, flush=True)
