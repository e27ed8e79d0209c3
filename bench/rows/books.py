"""What one journal costs."""

from __future__ import annotations

import itertools
import time
import uuid
from collections.abc import Callable, Iterator
from statistics import median

from bench.ground import NOON, Ground
from bench.harness import Result, beside, figure, in_turn, row
from bench.rows.provisioning import owner_connection

JOURNALS, BAR = 200, 300
# A sale: what the customer owes, and whose it is.
LEGS = {
    "receivable:customers": 1_200,
    "owed:tax": -208,
    "owed:wholesale": -632,
    "income:sales": -360,
}


@row("ledger.post")
def ledger_post(ground: Ground) -> Iterator[Result]:
    """Measure journals of four legs through their use-case, beside bare SQL on the same tables."""
    from kith.wall import in_tenant
    from tenants.registry.models import Tenant

    tenant = _books(ground)
    assert isinstance(tenant, Tenant)
    with in_tenant(tenant):
        # The accounts are opened before the bare statements look for them.
        post, bare = _poster(), _bare_poster(ground, tenant.schema_name)
        post()
        with bare as run:
            answers = in_turn({"ours": lambda: _a_second(post), "bare": lambda: _a_second(run)})
    yield Result(
        "ledger.post",
        "journals a second, four legs each",
        figure(answers["ours"]),
        beside(answers["ours"], answers["bare"]),
        None,
        "",
        f">= {BAR} a second",
        median(answers["ours"]) >= BAR,
        "post_journal, a transaction each, in a tenant's books; limit is bare SQL: accounts "
        "locked, journal, four postings, balances, with the same triggers; no disk is waited for",
    )


def _books(ground: Ground) -> object:
    ground.tenants(1)
    from kith.wall import in_public
    from tenants.registry.models import Tenant

    with in_public():
        return Tenant.objects.order_by("pk").first()


def _poster() -> Callable[[], None]:
    from billing.ledger.usecases.post_journal import post_journal
    from billing.ledger.usecases.post_journals import Leg
    from kith.money import Money

    def post() -> None:
        legs = [Leg(code, Money(minor, "EUR")) for code, minor in LEGS.items()]
        post_journal(key=f"bench-{next(_keys)}", kind="bench", postings=legs, effective_at=NOON)

    return post


class _bare_poster:
    """The same rows by the fewest statements."""

    def __init__(self, ground: Ground, schema: str) -> None:
        self._opened, self._schema = owner_connection(ground), schema

    def __enter__(self) -> Callable[[], None]:
        connection = self._opened.__enter__()
        cursor = connection.cursor()
        cursor.execute(f'SET search_path = "{self._schema}"')
        connection.commit()

        def post() -> None:
            journal = uuid.uuid4()
            cursor.execute(
                "SELECT code, id FROM ledger_account WHERE code = ANY(%s) ORDER BY id FOR UPDATE",
                [list(LEGS)],
            )
            ids = dict(cursor.fetchall())
            cursor.execute(JOURNAL, [str(journal), f"bare-{next(_keys)}", "0" * 64, NOON, NOON])
            cursor.execute(
                "INSERT INTO ledger_posting (journal_id, account_id, amount_minor) VALUES "
                + ", ".join(["(%s, %s, %s)"] * len(LEGS)),
                [each for code, minor in LEGS.items() for each in (str(journal), ids[code], minor)],
            )
            cursor.execute(
                "UPDATE ledger_account a SET balance_minor = balance_minor + v.minor "
                "FROM unnest(%s::bigint[], %s::bigint[]) AS v(id, minor) WHERE a.id = v.id",
                [[ids[code] for code in LEGS], list(LEGS.values())],
            )
            connection.commit()

        return post

    def __exit__(self, *raised: object) -> None:
        self._opened.__exit__(None, None, None)


JOURNAL = (
    "INSERT INTO ledger_journal (uuid, key, request_hash, kind, memo, effective_at, recorded_at) "
    "VALUES (%s, %s, %s, 'bench', '', %s, %s)"
)
_keys = itertools.count(1)


def _a_second(post: Callable[[], None]) -> float:
    begun = time.perf_counter()
    for _ in range(JOURNALS):
        post()
    return JOURNALS / (time.perf_counter() - begun)
