"""
Shops side by side: what they sell and bill in one window is nobody else's business.

With lanes, processes of their own work through the shops of a window while this one waits; with
none everything happens here, in the caller's transaction, as the tests want it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.pool import Pool

from django.db import connection, connections

from kith.fence.gate import telling_the_past
from kith.outbox.publish import done_already
from kith.wall import in_public
from outside.demo.plan import Plan
from outside.demo.processor import PastProcessor, past_processor
from outside.demo.shops import live_through
from outside.demo.stand_ins import WillingNetwork, rare_collection, willing_network
from tenants.registry.usecases.stock_spares import stock_spares

# What a forked process works with, from its first moment to its last.
_stages: list[Stage] = []
_held_open = ExitStack()


@dataclass(frozen=True)
class Stage:
    """The plan, and who answers for the world outside."""

    plan: Plan
    processor: PastProcessor
    network: WillingNetwork


class Lanes:
    """Works through the shops of a window, in processes or here."""

    def __init__(self, stage: Stage, pool: Pool | None) -> None:
        self.stage = stage
        self._pool = pool

    def live_through(self, *, slugs: Iterable[str], window: int) -> None:
        """Let every shop live through one window."""
        plan = self.stage.plan
        selling = [slug for slug in slugs if plan.buyers.get(slug)]
        # The busiest first: whoever is done early takes what is left.
        busiest = sorted(selling, key=lambda slug: -len(plan.buyers[slug]))
        if self._pool is None:
            for slug in busiest:
                live_through(plan=plan, slug=slug, window=window, processor=self.stage.processor)
        else:
            self._pool.map(_live_through, [(slug, window) for slug in busiest], chunksize=1)

    def stock_spares(self, *, wanted: int) -> None:
        """Begin to build schemas for the shops to come; nobody waits for them."""
        if self._pool is not None:
            self._pool.apply_async(_stock_spares, (wanted,))


@contextmanager
def open_lanes(*, plan: Plan, count: int) -> Iterator[Lanes]:
    """Open so many lanes, and the stage they share, until the block ends."""
    with ExitStack() as stack:
        stack.enter_context(telling_the_past())
        pool = None
        if count:
            # Forked before anything is connected: a connection belongs to one process.
            connections.close_all()
            pool = multiprocessing.get_context("fork").Pool(count, _begin, (plan,))
            stack.callback(pool.terminate)
        stage = Stage(
            plan,
            stack.enter_context(past_processor()),
            stack.enter_context(willing_network()),
        )
        if not connection.in_atomic_block:
            stack.enter_context(hurried_commits())
        yield Lanes(stage, pool)


@contextmanager
def hurried_commits() -> Iterator[None]:
    """
    Do not wait for the disk at each commit, and for a lock as long as it takes.

    A power cut loses the last pieces of a year, which are lived again.
    """
    with in_public(), connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off; SET lock_timeout TO '60s'")
    try:
        yield
    finally:
        with in_public(), connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit; RESET lock_timeout")


def _begin(plan: Plan) -> None:
    _held_open.enter_context(rare_collection())
    _held_open.enter_context(telling_the_past())
    _held_open.enter_context(done_already())
    network = _held_open.enter_context(willing_network())
    processor = _held_open.enter_context(past_processor())
    _held_open.enter_context(hurried_commits())
    _stages.append(Stage(plan, processor, network))


def _live_through(task: tuple[str, int]) -> None:
    slug, window = task
    stage = _stages[0]
    live_through(plan=stage.plan, slug=slug, window=window, processor=stage.processor)


def _stock_spares(wanted: int) -> None:
    stock_spares(wanted=wanted, at=_stages[0].plan.start)
