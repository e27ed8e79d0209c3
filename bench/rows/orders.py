"""How long a rush of paid orders takes until everybody is connected and the money is accrued."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING, Self

import psycopg2

from bench.ground import Ground, say
from bench.harness import Result, beside, figure, row

if TYPE_CHECKING:
    from tests.faults.customer import Placed
    from tests.faults.house import House

ORDERS, ROUNDS = 200, 5
ACTIVE_BAR, WAIT_BAR, SHARED_BAR = 10, 5, 15
SHOPS = ("home", "vera", "nadia", "marea")
# So many buyers are on their way at once.
BUYERS = 4
# What the processor lets through with live keys; with test keys, and in the stand-in, it is 25.
CALLS_A_SECOND = 100
LOOK_SECONDS, PATIENCE_SECONDS = 0.1, 300


@dataclass(frozen=True)
class _Rush:
    """Seconds from the first payment of a rush; the wait of 95 in 100; the network by itself."""

    paid: float
    active: float
    wait: float
    shared: float
    network: float


@row("order.flow")
def order_flow(ground: Ground) -> Iterator[Result]:
    """Pay many orders within a second in a whole Kith, and look on from outside."""
    from tests.faults.house import running_house

    say("starting a whole Kith")
    with running_house(ground.state / "house") as house:
        house.wait_until_ready()
        house.stripe.settings(per_second=CALLS_A_SECOND)
        _fill_pools(house)
        with _Looker(house) as looker:
            _rush(house, looker, orders=BUYERS)
            rushes = [_rush(house, looker, orders=ORDERS) for _ in range(ROUNDS)]
    how = (
        f"{ORDERS} orders of {len(SHOPS)} shops, placed through their pages and paid at the "
        f"processor's stand-in within {_said(rush.paid for rush in rushes)} s; the processes "
        "of `make demo`: two of web, two of the worker, relay, scheduler, and the stand-ins with "
        f"{CALLS_A_SECOND} calls a second as live keys have; looked at from outside every "
        f"{LOOK_SECONDS} s. Limit is the network's own delay: the simulator alone, asked for "
        "as many lines one after the other; it adds no wait of its own"
    )
    network = [rush.network for rush in rushes]
    for unit, measured, bar in (
        ("s from the first payment until all are active", "active", ACTIVE_BAR),
        ("s from paid to active, p95", "wait", WAIT_BAR),
        ("s from the first payment until all money is accrued", "shared", SHARED_BAR),
    ):
        ours = [getattr(rush, measured) for rush in rushes]
        holds = median(ours) <= bar
        limit = beside(ours, network)
        yield Result("order.flow", unit, figure(ours), limit, None, "", f"<= {bar} s", holds, how)


def _said(measured: Iterator[float]) -> str:
    shown = figure(measured)
    return f"{shown['median']} ({shown['min']} to {shown['max']})"


def _rush(house: House, looker: _Looker, *, orders: int) -> _Rush:
    say(f"placing {orders} orders")
    placed = _place(house, orders)
    house.wait_for(house.is_calm, "everything to be quiet before the rush")
    before = looker.shared_count()
    begun = time.monotonic()
    with ThreadPoolExecutor(BUYERS) as pool:
        paid = dict(zip(placed, pool.map(lambda one: _pay(house, one), placed), strict=True))
    all_paid = time.monotonic() - begun
    say(f"{orders} orders paid within {all_paid:.2f} s")
    active: dict[str, float] = {}
    shared = 0.0
    deadline = begun + PATIENCE_SECONDS
    while len(active) < orders or not shared:
        time.sleep(LOOK_SECONDS)
        emails = looker.active_among([one.email for one in placed if one.email not in active])
        seen = time.monotonic()
        active |= dict.fromkeys(emails, seen)
        if not shared and looker.shared_count() - before >= orders:
            shared = seen - begun
        if seen > deadline:
            raise TimeoutError(
                f"{len(active)} of {orders} orders were active after {PATIENCE_SECONDS} s"
            )
    waits = [active[order.email] - moment for order, moment in paid.items()]
    rush = _Rush(
        paid=all_paid,
        active=max(active.values()) - begun,
        wait=quantiles(waits, n=20)[-1],
        shared=shared,
        network=_seconds_of_network(house, orders),
    )
    say(str(rush))
    return rush


class _Looker:
    """Looks at the shops from outside, in one connection: looking must cost next to nothing."""

    def __init__(self, house: House) -> None:
        self._connection = psycopg2.connect(house.superuser_address)
        self._connection.autocommit = True
        self._cursor = self._connection.cursor()
        self._cursor.execute(
            "SELECT schema_name FROM registry_tenant WHERE slug = ANY(%s)", [list(SHOPS)]
        )
        self._active = " UNION ALL ".join(
            f'SELECT contact_email FROM "{schema}".ordering_order'
            " WHERE active_at IS NOT NULL AND contact_email = ANY(%(emails)s)"
            for (schema,) in self._cursor.fetchall()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def active_among(self, emails: list[str]) -> list[str]:
        """Return whose order is active."""
        self._cursor.execute(self._active, {"emails": emails})
        return [email for (email,) in self._cursor.fetchall()]

    def shared_count(self) -> int:
        """Count the invoices whose money was ever accrued."""
        self._cursor.execute(
            "SELECT count(*) FROM outbox_delivery WHERE reaction = %s AND done_at IS NOT NULL",
            ["billing.invoicing.accrue_invoice"],
        )
        count: int = self._cursor.fetchone()[0]
        return count


def _fill_pools(house: House) -> None:
    done = house.kith.manage("shell", "--no-imports", "-c", _POOLS)
    if done.returncode:
        raise RuntimeError(done.stderr)


def _place(house: House, orders: int) -> list[Placed]:
    from tests.faults.customer import place_order

    shops = list(itertools.islice(itertools.cycle(SHOPS), orders))
    with ThreadPoolExecutor(BUYERS) as pool:
        return list(pool.map(lambda shop: place_order(house, shop=shop), shops))


def _pay(house: House, order: Placed) -> float:
    house.stripe.pay(order.session)
    return time.monotonic()


def _seconds_of_network(house: House, lines: int) -> float:
    """Return how long the network takes by itself to switch so many lines on, one after another."""
    from catalog.network.port import Subscription
    from catalog.network.tmf640_client import Tmf640Client

    network = Tmf640Client(house.kith.env["NETWORK_URL"])
    begun = time.monotonic()
    for _ in range(lines):
        number = next(_numbers)
        answer = network.activate(
            request_id=f"bench-{number}",
            subscription=Subscription(e164=f"+888{number:09}", iccid=f"89888{number:014}"),
        )
        assert answer.is_done
    return time.monotonic() - begun


_numbers = itertools.count(1)
_POOLS = f"""
from django.utils import timezone
from catalog.numbering.identifiers import print_sims
from catalog.numbering.usecases.add_number_range import add_number_range
from catalog.numbering.usecases.add_sim_batch import add_sim_batch

count, at = {ORDERS * (ROUNDS + 1)}, timezone.now()
first = 34_600_700_000
add_number_range(first=f"+{{first}}", last=f"+{{first + count - 1}}", label="bench", at=at,
                 is_doubt_settled=True)
rows = list(print_sims(count=count, form="esim", start=700_001))
add_sim_batch(rows=rows, batch="bench", at=at)
"""
