"""What a new tenant costs: built from the blueprint, or claimed where one stands ready."""

from __future__ import annotations

import contextlib
import itertools
import time
import uuid
from collections.abc import Callable, Iterator
from statistics import median

import psycopg2

from bench.ground import NOON, Ground, say
from bench.harness import ROUNDS, Result, beside, figure, in_turn, row

USUAL, LARGE = (20, 200), (20, 200, 500, 2000)
BUILD_BAR, CLAIM_BAR, FLAT_BAR = 1.5, 10, 1.5


@row("tenant.provision")
def tenant_provision(ground: Ground) -> Iterator[Result]:
    """Measure a cold build beside its script alone, and a claim, at growing numbers of tenants."""
    builds: list[float] = []
    for number in LARGE if ground.is_large else USUAL:
        ground.tenants(number)
        say(f"provisioning at #{number}")
        answers = _measured_here(ground)
        ours, script, claims = answers["build"], answers["script"], answers["claim"]
        limit = beside(ours, script)
        yield Result(
            "tenant.provision",
            f"ms, cold build at #{number}",
            figure(ours),
            limit,
            None,
            "",
            f"<= {BUILD_BAR} x limit",
            limit["ratio"]["median"] <= BUILD_BAR,
            f"build_schema, with role and rights; limit is the recorded script of {_size()} "
            "tables alone, in one transaction by psycopg2",
        )
        yield Result(
            "tenant.provision",
            f"ms, claim of a spare at #{number}",
            figure(claims),
            None,
            None,
            "",
            f"<= {CLAIM_BAR} ms",
            median(claims) <= CLAIM_BAR,
            "the whole use-case provision_tenant: tenant, host, letter, one row claimed",
        )
        builds.append(median(ours))
    growth = builds[-1] / builds[0]
    yield Result(
        "tenant.provision",
        f"x, cold build at #{number} over one at #20",
        figure([growth]),
        None,
        None,
        "",
        "flat",
        growth <= FLAT_BAR,
        f"medians of the builds above; flat is held to be <= {FLAT_BAR} x",
    )


def _measured_here(ground: Ground) -> dict[str, list[float]]:
    from kith.wall import in_public
    from kith.wall.schemas import build_schema, names_for
    from tenants.registry.usecases.provision_tenant import provision_tenant
    from tenants.registry.usecases.stock_spares import stock_spares

    def build() -> None:
        schema, role = names_for(uuid.uuid4().hex)
        build_schema(schema=schema, role=role)

    def claim() -> None:
        slug = f"claimed-{next(_numbers)}"
        provision_tenant(
            slug=slug, name=slug, kind="reseller", owner_id=None, key=f"bench:{slug}", at=NOON
        )

    with script_runner(ground) as run_script, in_public():
        stock_spares(wanted=ROUNDS + 1, at=NOON)
        return in_turn(
            {
                "build": lambda: milliseconds(build),
                "script": lambda: milliseconds(run_script),
                "claim": lambda: milliseconds(claim),
            }
        )


@contextlib.contextmanager
def script_runner(ground: Ground) -> Iterator[Callable[[], None]]:
    """Give what runs the recorded script alone, in one transaction, as the tables' owner."""
    from kith.wall.blueprint import PLACE

    with owner_connection(ground) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT script FROM public.kith_blueprint")
        script = cursor.fetchone()[0]
        connection.commit()

        def run() -> None:
            schema = f"raw_{uuid.uuid4().hex}"
            cursor.execute(f'CREATE SCHEMA "{schema}"')
            cursor.execute(script.replace(PLACE, f'"{schema}"'))
            connection.commit()

        yield run


@contextlib.contextmanager
def owner_connection(ground: Ground) -> Iterator[psycopg2.extensions.connection]:
    """Give a bare connection that acts as the tables' owner."""
    from kith.wall.side import OWNER_ROLE

    with contextlib.closing(psycopg2.connect(ground.postgres.migrator_url)) as connection:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {OWNER_ROLE}")
        connection.commit()
        yield connection


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long the work took by the wall's clock: most of it is the database's."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _size() -> int:
    from django.db import connection

    from kith.wall import in_public
    from kith.wall.schemas import TEMPLATE_SCHEMA

    with in_public(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [TEMPLATE_SCHEMA])
        return cursor.fetchone()[0]


_numbers = itertools.count(1)
