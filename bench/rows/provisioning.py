"""What a new tenant costs: built from the blueprint, or claimed where one stands ready."""

from __future__ import annotations

import contextlib
import itertools
import time
import uuid
from collections.abc import Callable, Iterator
from statistics import median

import psycopg2
from psycopg2.extras import Json

from bench.ground import NOON, Ground, say
from bench.harness import ROUNDS, Result, beside, figure, in_turn, row

USUAL, LARGE = (20, 200), (20, 200, 500, 2000)
BUILD_BAR, CLAIM_BAR, FLAT_BAR = 1.5, 2, 1.3
# A claim is over in two milliseconds: of a few, the median says what the machine did beside it.
CLAIM_ROUNDS = 41


@row("tenant.provision")
def tenant_provision(ground: Ground) -> Iterator[Result]:
    """Measure a cold build beside its script alone, and a claim, at growing numbers of tenants."""
    builds: list[float] = []
    claims: list[float] = []
    for number in LARGE if ground.is_large else USUAL:
        ground.tenants(number)
        say(f"provisioning at #{number}")
        answers = _measured_here(ground)
        yield _beside(
            f"ms, cold build at #{number}",
            answers["build"],
            answers["script"],
            BUILD_BAR,
            f"build_schema, with role and rights; limit is the recorded script of {_size()} "
            "tables alone, in one transaction by psycopg2",
        )
        yield _beside(
            f"ms, claim of a spare at #{number}",
            answers["claim"],
            answers["bare_claim"],
            CLAIM_BAR,
            "the whole use-case provision_tenant: one statement that looks, claims and writes "
            "tenant, steps and host, and one letter; limit is the same two statements, said by "
            "psycopg2 in one transaction",
        )
        builds.append(median(answers["build"]))
        claims.append(median(answers["claim"]))
    yield _flat(f"x, cold build at #{number} over one at #20", builds)
    yield _flat(f"x, claim at #{number} over one at #20", claims)


def _beside(unit: str, ours: list[float], bare: list[float], most: float, how: str) -> Result:
    limit = beside(ours, bare)
    holds = limit["ratio"]["median"] <= most
    bar = f"<= {most} x limit"
    return Result("tenant.provision", unit, figure(ours), limit, None, "", bar, holds, how)


def _flat(unit: str, medians: list[float]) -> Result:
    growth = medians[-1] / medians[0]
    how = f"medians of the above; flat is held to be <= {FLAT_BAR} x"
    return Result(
        "tenant.provision", unit, figure([growth]), None, None, "", "flat", growth <= FLAT_BAR, how
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

    with in_public():
        stock_spares(wanted=ROUNDS + 2 * CLAIM_ROUNDS + 3, at=NOON)
        # The first leaves a row behind, which the bare claims take for their pattern.
        claim()
    with script_runner(ground) as run_script, bare_claimer(ground) as bare_claim, in_public():
        # Apart, because a build empties what the connection remembers of the catalogue.
        builds = in_turn(
            {"build": lambda: milliseconds(build), "script": lambda: milliseconds(run_script)}
        )
        return builds | in_turn(
            {"claim": lambda: milliseconds(claim), "bare_claim": lambda: milliseconds(bare_claim)},
            rounds=CLAIM_ROUNDS,
        )


@contextlib.contextmanager
def bare_claimer(ground: Ground) -> Iterator[Callable[[], None]]:
    """Give what says to the database all that a claim says, with nothing of ours around it."""
    from tenants.registry.sql_claims import CLAIM

    with (
        contextlib.closing(psycopg2.connect(ground.postgres.url)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SET ROLE kith_public")
        cursor.execute("SELECT * FROM registry_tenant WHERE slug LIKE 'claimed-%' LIMIT 1")
        columns = [column.name for column in cursor.description or ()]
        some = dict(zip(columns, cursor.fetchone(), strict=True))
        connection.commit()

        def run() -> None:
            tenant, slug = str(uuid.uuid4()), f"bare-{next(_numbers)}"
            own = {"uuid": tenant, "slug": slug, "skeleton": slug, "provision_key": slug}
            own |= {"host": slug, "steps": ["schema", "doors"], "labels": ["Data", "Address"]}
            cursor.execute(CLAIM, some | own)
            cursor.fetchone()
            cursor.execute(_LETTER, [str(uuid.uuid4()), slug, Json({"tenant_id": tenant})])
            connection.commit()

        yield run


_LETTER = """
INSERT INTO outbox_letter (id, event, key, payload) VALUES (%s, 'tenant.opened', %s, %s)
ON CONFLICT DO NOTHING
"""


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
