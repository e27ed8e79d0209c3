"""How long a night's dunning of one large shop takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import psycopg2

from bench.ground import NOON, Ground, say
from bench.harness import Result, beside, figure, in_turn, row

BILLS, ROUNDS, BAR = 100_000, 5, 10
DUE_DAYS_AGO = 3
_BILLS = """
INSERT INTO invoicing_invoice (uuid, key, number, contact_name, contact_email, order_number,
    issued_at, due_on, total_minor, paid_minor, refunded_minor, currency)
SELECT gen_random_uuid(), 'bench-' || n, 'B-' || n, 'Ana Ruiz', 'ana@example.org', '',
       %(at)s, %(due)s, 1200, 0, 0, 'EUR'
  FROM generate_series(1, %(bills)s) n
"""


@row("dunning.sweep")
def dunning_sweep(ground: Ground) -> Iterator[Result]:
    """Take up the first step of every open bill of a shop, beside the one statement of it."""
    ground.tenants(1)
    from django.db import connection, transaction

    from billing.invoicing.sql_dunning import TAKE_UP, values_of
    from billing.invoicing.usecases.sweep_dunning import sweep_dunning
    from billing.settlement.terms import dunning_terms
    from kith.wall import day_here, in_public, in_tenant
    from tenants.registry.models import Tenant

    with in_public():
        tenant = Tenant.objects.order_by("pk")[0]
    with in_tenant(tenant):
        say(f"writing {BILLS} bills")
        due = day_here(NOON) - timedelta(days=DUE_DAYS_AGO)
        with connection.cursor() as cursor:
            cursor.execute(_BILLS, {"at": NOON, "due": due, "bills": BILLS})
        values = values_of(terms=dunning_terms(at=NOON), today=day_here(NOON), at=NOON)

        def ours() -> float:
            with transaction.atomic():
                seconds = _seconds(lambda: sweep_dunning(at=NOON))
                transaction.set_rollback(True)
            return seconds

        def bare() -> float:
            return _bare(ground, tenant, TAKE_UP, values)

        answers = in_turn({"ours": ours, "bare": bare}, rounds=ROUNDS)
    ours_figure = figure(answers["ours"])
    yield Result(
        "dunning.sweep",
        f"s for {BILLS} open bills",
        ours_figure,
        beside(answers["ours"], answers["bare"]),
        None,
        "",
        f"<= {BAR} s",
        ours_figure["median"] <= BAR,
        "sweep_dunning of one shop in which every bill has reached its first step: the steps and "
        "an outbox letter for each, up to the commit; limit is the statement that writes the "
        "steps, sent by psycopg2 as the tenant, without the letters; no disk is waited for",
    )


def _bare(ground: Ground, tenant: Any, statement: str, values: dict[str, Any]) -> float:
    with (
        closing(psycopg2.connect(ground.postgres.url)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(f'SET ROLE "{tenant.db_role}"')
        cursor.execute(f'SET search_path = "{tenant.schema_name}"')

        def send() -> None:
            cursor.execute(statement, values)
            assert len(cursor.fetchall()) == BILLS

        seconds = _seconds(send)
        connection.rollback()
    return seconds


def _seconds(run: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun
