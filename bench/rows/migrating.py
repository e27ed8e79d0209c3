"""What a release costs that adds one column to every tenant, and one that adds nothing."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Any

from bench.ground import Ground
from bench.harness import Result, beside, figure, in_turn, row
from bench.rows.provisioning import milliseconds, owner_connection

USUAL, LARGE = 500, 2000
APP, TABLE = "storefront", "storefront_offer"
MIGRATE_BAR, NOOP_BAR = 2.5, 1000
ROUNDS = 5


@row("tenant.migrate")
def tenant_migrate(ground: Ground) -> Iterator[Result]:
    """Measure the migrator adding one column, beside the bare ALTERs."""
    ground.tenants(LARGE if ground.is_large else USUAL)
    schemas = _tenant_schemas()
    with _releases() as release, _bare_alters(ground, schemas) as alter:
        subjects = {"ours": lambda: milliseconds(release), "bare": lambda: milliseconds(alter)}
        in_memory = in_turn(subjects, rounds=ROUNDS)
        ground.wait_for_disk(True)
        try:
            answers = in_turn(subjects, rounds=ROUNDS, warm_up=False)
        finally:
            ground.wait_for_disk(False)
    limit = beside(answers["ours"], answers["bare"])
    dry = beside(in_memory["ours"], in_memory["bare"])
    yield Result(
        "tenant.migrate",
        f"ms, one column in {len(schemas)} tenants",
        figure(answers["ours"]),
        limit,
        None,
        "",
        f"<= {MIGRATE_BAR} x limit",
        limit["ratio"]["median"] <= MIGRATE_BAR,
        "migrate_everything with one new migration: public, template, blueprint, then every "
        "tenant; limit is the ALTER alone in each schema, a transaction each, by psycopg2; "
        "commits wait for the disk. Where none does: "
        f"{median(in_memory['ours']):.0f} ms over {dry['median']:.0f} ms, "
        f"{dry['ratio']['median']} x ({dry['ratio']['min']} to {dry['ratio']['max']})",
    )


@row("tenant.migrate_noop")
def tenant_migrate_noop(ground: Ground) -> Iterator[Result]:
    """Measure the migrator when there is nothing to do."""
    from kith.wall.migrator import migrate_everything
    from kith.wall.migrator_login import signed_in_as_migrator

    ground.tenants(LARGE if ground.is_large else USUAL)
    noop = partial(migrate_everything, verbosity=0)
    with signed_in_as_migrator():
        answers = in_turn({"ours": lambda: milliseconds(noop)}, rounds=ROUNDS)
    yield Result(
        "tenant.migrate_noop",
        f"ms, nothing to do in {len(_tenant_schemas())} tenants",
        figure(answers["ours"]),
        None,
        None,
        "",
        f"<= {NOOP_BAR} ms",
        median(answers["ours"]) <= NOOP_BAR,
        "migrate_everything, called in a running process",
    )


def _tenant_schemas() -> list[str]:
    from kith.wall import in_public
    from tenants.registry.models import SpareSchema, Tenant

    with in_public():
        spares = SpareSchema.objects.filter(claimed_by=None)
        return [
            *Tenant.objects.values_list("schema_name", flat=True),
            *spares.values_list("schema_name", flat=True),
        ]


@contextlib.contextmanager
def _releases() -> Iterator[Callable[[], None]]:
    """Give what ships one more migration and migrates; each call is another release."""
    from django.db import migrations, models
    from django.db.migrations.loader import MigrationLoader

    from kith.wall.migrator import migrate_everything, shipped_migrations
    from kith.wall.migrator_login import signed_in_as_migrator

    shipped: dict[tuple[str, str], Any] = {}
    numbers = itertools.count(1)
    read_disk = MigrationLoader.load_disk
    last = max(name for app, name in MigrationLoader(None).disk_migrations if app == APP)

    def load_disk(self: MigrationLoader) -> None:
        read_disk(self)
        self.disk_migrations.update(shipped)

    def release() -> None:
        nonlocal last
        number = next(numbers)
        migration = migrations.Migration(f"9{number:03}_one_more", APP)
        migration.dependencies, last = [(APP, last)], migration.name
        migration.operations = [
            migrations.AddField("offer", f"extra_{number}", models.TextField(null=True))
        ]
        shipped[APP, migration.name] = migration
        shipped_migrations.cache_clear()
        report = migrate_everything(verbosity=0)
        if report.failed or not report.tenants:
            raise RuntimeError(f"the migrator failed in {report.failed or 'all'}")

    MigrationLoader.load_disk = load_disk  # type: ignore[method-assign]
    try:
        with signed_in_as_migrator():
            yield release
    finally:
        # The release stays: what stands in the database is what the code ships from here on.
        shipped_migrations.cache_clear()


@contextlib.contextmanager
def _bare_alters(ground: Ground, schemas: list[str]) -> Iterator[Callable[[], None]]:
    numbers = itertools.count(1)
    with owner_connection(ground) as connection, connection.cursor() as cursor:

        def alter() -> None:
            column = f"bare_{next(numbers)}"
            for schema in schemas:
                cursor.execute(f'ALTER TABLE "{schema}"."{TABLE}" ADD COLUMN {column} text NULL')
                connection.commit()

        yield alter
