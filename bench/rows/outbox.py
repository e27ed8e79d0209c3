"""What it costs to carry a letter to its reaction, and how long a letter is on its way."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from statistics import median
from typing import Any

import psycopg2

from bench.children import OURS, ROOT
from bench.ground import Ground, say
from bench.harness import Result, beside, figure, in_turn, ratio, row
from bench.tally import ACT, TALLY

LETTERS, AT_ONCE, TENANTS = 500, 25, 8
LIMIT_BAR, PEER_BAR = 0.5, 1
# Letters that come evenly, at half of what one worker carries.
PACED_SECONDS, TICK_SECONDS, PACED_ROUNDS, LAG_BAR_SECONDS = 4, 0.02, 5, 1
PATIENCE_SECONDS = 300


@row("outbox.deliver")
def outbox_deliver(ground: Ground) -> Iterator[Result]:
    """Measure one worker's letters beside bare SQL and a bare Celery task, then their lag."""
    ground.tenants(TENANTS)
    with ExitStack() as stack:
        cursor = stack.enter_context(_past_every_wall(ground))
        carriers = _Carriers(cursor)
        for argv in (["kith_letters", "relay"], ["kith_letters", "worker"], ["bare_celery"]):
            stack.enter_context(_running(ground, *argv))
        answers = in_turn(
            {
                "ours": carriers.ours,
                "bare": carriers.bare,
                "open": lambda: carriers.bare(is_walled=False),
                "celery": carriers.celery,
            }
        )
        half = median(answers["ours"]) / 2
        say(f"posting {half:.0f} letters a second")
        carriers.lag(half)
        lags = [carriers.lag(half) for _ in range(PACED_ROUNDS)]
    limit, peer = (beside(answers["ours"], answers[other]) for other in ("bare", "celery"))
    unwalled = ratio(answers["ours"], answers["open"])
    yield Result(
        "outbox.deliver",
        "letters a second, one worker process",
        figure(answers["ours"]),
        limit,
        peer,
        "bare Celery",
        f">= {LIMIT_BAR} x limit, >= {PEER_BAR} x peer",
        limit["ratio"]["median"] >= LIMIT_BAR and peer["ratio"]["median"] >= PEER_BAR,
        f"{LETTERS} letters of {TENANTS} shops in turn, posted at once: from then until the last "
        "is marked, sorting and waking included; each changes a row from inside its shop. Limit is "
        f"one connection of psycopg2 that claims {AT_ONCE} at once, then for each enters the shop, "
        "changes the row, leaves, marks and commits; where it stays outside of every shop ours is "
        f"{unwalled['median']} x ({unwalled['min']} to {unwalled['max']}). Peer is a Celery worker "
        "with a task that changes the row and knows no shops, its messages on the queue before it "
        "begins. No disk is waited for",
    )
    yield Result(
        "outbox.deliver",
        f"s from posting to done, p95, at {half:.0f} letters a second",
        figure(lags),
        None,
        None,
        "",
        f"<= {LAG_BAR_SECONDS} s",
        median(lags) <= LAG_BAR_SECONDS,
        f"half of the rate above, evenly for {PACED_SECONDS} s, {TICK_SECONDS * 1000:.0f} ms of "
        "letters in each transaction",
    )


class _Carriers:
    """The three ways of carrying, each giving letters a second."""

    def __init__(self, cursor: psycopg2.extensions.cursor) -> None:
        self._cursor = cursor
        cursor.execute(TALLY, [LETTERS])
        cursor.execute(_COPIES)
        cursor.execute(
            "SELECT uuid::text, db_role, schema_name FROM registry_tenant WHERE slug LIKE %s"
            " ORDER BY slug LIMIT %s",
            ["bench-%", TENANTS],
        )
        shops = cursor.fetchall()
        self._tenants = [uuid for uuid, _, _ in shops]
        self._shops = [(role, schema) for _, role, schema in shops]
        cursor.connection.commit()

    def ours(self) -> float:
        """Post letters and wait until Kith's worker has marked all of them."""
        last = self._one("SELECT coalesce(max(id), 0) FROM outbox_delivery")
        begun = self._post(LETTERS)
        return self._rate(begun, _DONE, last)

    def bare(self, *, is_walled: bool = True) -> float:
        """Claim, act and mark by bare SQL, each inside of a shop or all past every wall."""
        cursor, shops = self._cursor, itertools.cycle(self._shops)
        cursor.execute(_POST_BARE, [LETTERS])
        cursor.connection.commit()
        begun = time.perf_counter()
        while True:
            cursor.execute(_CLAIM_BARE, [AT_ONCE])
            claimed = cursor.fetchall()
            cursor.connection.commit()
            if not claimed:
                rate = LETTERS / (time.perf_counter() - begun)
                cursor.execute("RESET ROLE; RESET search_path")
                cursor.connection.commit()
                return rate
            for delivery, number in claimed:
                if is_walled:
                    role, schema = next(shops)
                    cursor.execute(f'SET ROLE "{role}"; SET search_path = "{schema}", public')
                cursor.execute(ACT, [number])
                if is_walled:
                    cursor.execute("SET ROLE kith_public; SET search_path = public")
                cursor.execute(_MARK_BARE, [delivery])
                cursor.connection.commit()

    def celery(self) -> float:
        """Let a Celery worker work off what waits for it on its queue."""
        from bench import bare_celery

        self._one("SELECT pg_advisory_lock(%s)", bare_celery.GATE)
        bare_celery.wait_at_the_gate.delay()
        for number in range(1, LETTERS + 1):
            bare_celery.carry.delay(number)
        begun = self._one("SELECT clock_timestamp()")
        self._one("SELECT pg_advisory_unlock(%s)", bare_celery.GATE)
        return self._rate(begun, _CARRIED, begun)

    def lag(self, a_second: float) -> float:
        """Post letters evenly and return the 95th percentile of how long they took."""
        last = self._one("SELECT coalesce(max(id), 0) FROM outbox_delivery")
        begun, posted, wanted = time.perf_counter(), 0, round(a_second * PACED_SECONDS)
        while posted < wanted:
            due = min(wanted, int(a_second * (time.perf_counter() - begun)) + 1)
            if due > posted:
                self._post(due - posted)
                posted = due
            time.sleep(TICK_SECONDS)
        self._wait_for(lambda: self._all(_DONE, last)[0] == wanted)
        return self._one(_LAG, last)

    def _post(self, number: int) -> Any:
        from bench.letters import Numbered

        self._cursor.execute(_POST, [Numbered.event_name, self._tenants, LETTERS, number])
        self._cursor.execute("SELECT clock_timestamp()")
        (posted_at,) = self._cursor.fetchone()
        self._cursor.connection.commit()
        return posted_at

    def _rate(self, begun: Any, statement: str, since: Any) -> float:
        self._wait_for(lambda: self._all(statement, since)[0] == LETTERS)
        seconds = "SELECT extract(epoch FROM %s - %s::timestamptz)::float"
        return LETTERS / self._one(seconds, self._all(statement, since)[1], begun)

    def _wait_for(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the letters were not carried in {PATIENCE_SECONDS} s")
            time.sleep(0.02)

    def _all(self, statement: str, *values: object) -> Sequence[Any]:
        self._cursor.execute(statement, values)
        found = self._cursor.fetchone()
        self._cursor.connection.commit()
        return found

    def _one(self, statement: str, *values: object) -> Any:
        return self._all(statement, *values)[0]


@contextmanager
def _past_every_wall(ground: Ground) -> Iterator[psycopg2.extensions.cursor]:
    with (
        closing(psycopg2.connect(ground.postgres.superuser_url)) as connection,
        connection.cursor() as cursor,
    ):
        yield cursor


@contextmanager
def _running(ground: Ground, module: str, *argv: str) -> Iterator[None]:
    """Run a process that serves nobody, as long as the block lasts."""
    from kith.runtime.children import spawn, stop

    name = " ".join([module, *argv])
    say(f"starting {name}")
    env = os.environ | {
        "PYTHONPATH": str(ROOT),
        "BENCH_DATABASE_URL": ground.postgres.superuser_url,
    }
    if module == "bare_celery":
        # Celery would set Django up by itself.
        del env["DJANGO_SETTINGS_MODULE"]
    with (ground.state / f"{name.replace(' ', '-')}.log").open("wb") as log:
        child = spawn([OURS, "-m", f"bench.{module}", *argv], output=log, cwd=ROOT, env=env)
        try:
            yield
        finally:
            stop(child)


_POST = """
INSERT INTO outbox_letter (id, event, tenant_id, key, payload, posted_at)
SELECT id, %s, shops.ids[1 + number %% cardinality(shops.ids)], id,
       jsonb_build_object('number', number), clock_timestamp()
  FROM (SELECT %s::uuid[] AS ids) shops,
       (SELECT gen_random_uuid() AS id, 1 + number %% %s AS number
          FROM generate_series(1, %s) AS number) letter
"""
_DONE = """
SELECT count(done_at), max(done_at) FROM outbox_delivery WHERE id > %s
"""
_CARRIED = "SELECT count(*), max(carried_at) FROM bench_tally WHERE carried_at >= %s"
_LAG = """
SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM done_at - posted_at))
  FROM outbox_delivery JOIN outbox_letter letter ON letter.id = letter_id
 WHERE outbox_delivery.id > %s
"""
_COPIES = """
CREATE TABLE bare_letter (LIKE outbox_letter INCLUDING ALL);
CREATE TABLE bare_delivery (LIKE outbox_delivery INCLUDING ALL);
GRANT ALL ON bare_letter, bare_delivery TO kith_public
"""
_POST_BARE = """
WITH letter AS (
    INSERT INTO bare_letter (id, event, key, payload)
    SELECT id, 'bare', id, jsonb_build_object('number', number)
      FROM (SELECT gen_random_uuid() AS id, number
              FROM generate_series(1, %s) AS number) letter
    RETURNING id
)
INSERT INTO bare_delivery (letter_id, reaction, attempts, is_alone, wait_count, last_error,
                           next_try_at)
SELECT id, 'bare', 0, FALSE, 0, '', now() FROM letter
"""
_CLAIM_BARE = """
WITH due AS (
    SELECT id FROM bare_delivery
     WHERE done_at IS NULL AND parked_at IS NULL AND taken_by IS NULL AND next_try_at <= now()
       AND next_try_at AT TIME ZONE 'UTC' + patience <= now() AT TIME ZONE 'UTC' + '1 min'
     ORDER BY next_try_at AT TIME ZONE 'UTC' + patience, id LIMIT %s FOR UPDATE SKIP LOCKED
), taken AS (
    UPDATE bare_delivery delivery SET taken_by = 1, taken_at = now() FROM due
     WHERE delivery.id = due.id
    RETURNING delivery.id, letter_id
)
SELECT taken.id, (payload ->> 'number')::int
  FROM taken JOIN bare_letter letter ON letter.id = letter_id
"""
_MARK_BARE = "UPDATE bare_delivery SET done_at = now() WHERE id = %s AND taken_by = 1"
