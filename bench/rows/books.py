"""What one journal costs, alone and in eight shops at once."""

from __future__ import annotations

import itertools
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager

import psycopg2

from bench.children import OURS, Child
from bench.ground import NOON, Ground, say
from bench.harness import Result, beside, figure, in_turn, row

# Short rounds, so that the two stand close together in time.
JOURNALS, ROUNDS, BAR = 60, 31, 0.7
AT_ONCE, AT_ONCE_JOURNALS, AT_ONCE_ROUNDS = 8, 40, 15
# Of what bare SQL gains by eight at once, in the same rounds (ADR 0027).
GAIN_BAR = 0.85
# A sale: what the customer owes, and whose it is.
LEGS = {
    "receivable:customers": 1_200,
    "owed:tax": -208,
    "owed:wholesale": -632,
    "income:sales": -360,
}


@row("ledger.post")
def ledger_post(ground: Ground) -> Iterator[Result]:
    """Measure journals of four legs through their use-case, beside bare SQL and each other."""
    ground.tenants(AT_ONCE)
    yield _beside_bare_sql(ground)
    yield from _at_once(ground)


def post_sale(key: str) -> None:
    """Post one sale of four legs on the side this work stands on."""
    from billing.ledger.usecases.post_journal import post_journal
    from billing.ledger.usecases.post_journals import Leg
    from kith.money import Money

    legs = [Leg(code, Money(minor, "EUR")) for code, minor in LEGS.items()]
    post_journal(key=key, kind="bench", postings=legs, effective_at=NOON)


def _beside_bare_sql(ground: Ground) -> Result:
    from kith.wall import in_public, in_tenant
    from tenants.registry.models import Tenant

    with in_public():
        tenant = Tenant.objects.order_by("pk")[0]
    with in_tenant(tenant), bare(ground.postgres.url, tenant.schema_name, tenant.db_role) as run:
        answers = in_turn(
            {
                "ours": lambda: _a_second(lambda: post_sale(f"bench-{next(_keys)}")),
                "bare": lambda: _a_second(run),
            },
            rounds=ROUNDS,
        )
    limit = beside(answers["ours"], answers["bare"])
    return Result(
        "ledger.post",
        "journals a second, four legs each",
        figure(answers["ours"]),
        limit,
        None,
        "",
        f">= {BAR} x limit",
        limit["ratio"]["median"] >= BAR,
        "post_journal, a transaction each, in a tenant's books; limit is the same statement sent "
        "by psycopg2 as the tenant, with the same triggers and locks; no disk is waited for",
    )


def _at_once(ground: Ground) -> Iterator[Result]:
    from kith.wall import in_public
    from tenants.registry.models import Tenant

    with in_public():
        uuids = [str(tenant.pk) for tenant in Tenant.objects.order_by("pk")[:AT_ONCE]]
    with ExitStack() as stack, ThreadPoolExecutor(AT_ONCE) as pool:
        say(f"starting {AT_ONCE} shops")
        shops = [
            stack.enter_context(Child("bench.kith_books", each, python=OURS, env={}))
            for each in uuids
        ]

        def rate(subject: str, number: int) -> float:
            begun = time.perf_counter()
            list(pool.map(lambda shop: shop.measure(subject, AT_ONCE_JOURNALS), shops[:number]))
            return number * AT_ONCE_JOURNALS / (time.perf_counter() - begun)

        answers = in_turn(
            {
                f"{subject} {number}": lambda of=subject, number=number: rate(of, number)
                for subject in ("own", "both", "bare")
                for number in (1, AT_ONCE)
            },
            rounds=AT_ONCE_ROUNDS,
        )
    bare_gain = _gains(answers, "bare")
    for subject, books in (("own", "its own books"), ("both", "its own and the telco's")):
        gained = _gains(answers, subject)
        limit = beside(gained, bare_gain)
        alone = figure(answers[f"{subject} 1"])
        yield Result(
            "ledger.post",
            f"x one shop's journals a second, {AT_ONCE} shops at once, each in {books}",
            figure(gained),
            limit,
            None,
            "",
            f">= {GAIN_BAR} x limit",
            limit["ratio"]["median"] >= GAIN_BAR,
            f"a process and a tenant each; one alone posts {alone['median']} a second "
            f"({alone['min']} to {alone['max']}); limit is what bare SQL gains, which shares "
            "nothing but the cores; no disk is waited for",
        )


def _gains(answers: Mapping[str, Sequence[float]], subject: str) -> list[float]:
    """Return what all at once made of one alone, round by round."""
    many, one = answers[f"{subject} {AT_ONCE}"], answers[f"{subject} 1"]
    return [of_all / alone for of_all, alone in zip(many, one, strict=True)]


@contextmanager
def bare(address: str, schema: str, role: str) -> Iterator[Callable[[], None]]:
    """Give what sends the one statement of a post, with nothing of ours around it."""
    from billing.ledger.chart import chart_line

    lines = [chart_line(code=code) for code in LEGS]
    legs = [
        [1] * len(LEGS),
        list(LEGS),
        ["EUR"] * len(LEGS),
        [line.kind for line in lines],
        [line.may_go_negative for line in lines],
        list(LEGS.values()),
    ]
    with (
        closing(psycopg2.connect(address)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(f'SET ROLE "{role}"')
        cursor.execute(f'SET search_path = "{schema}"')
        connection.commit()

        def post() -> None:
            journal = str(uuid.uuid4())
            head = [[journal], [f"bare-{journal}"], ["bench"], [""], [""], [NOON]]
            cursor.execute(BARE, [*head, [None], *legs])
            cursor.fetchall()
            connection.commit()

        yield post


BARE = (
    "SELECT * FROM ledger_post(%s::uuid[], %s, %s, %s, %s, %s, %s::uuid[], %s, %s, %s, %s, %s, %s)"
)
_keys = itertools.count(1)


def _a_second(post: Callable[[], None]) -> float:
    begun = time.perf_counter()
    for _ in range(JOURNALS):
        post()
    return JOURNALS / (time.perf_counter() - begun)
