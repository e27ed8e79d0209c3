"""Each process of the house is killed, and stopped, in turn: it comes back and serves."""

import os
import signal

import pytest

from kith.pulse.beating import PARTS
from kith.runtime.processes import family_of, processes_seen
from tests.faults.customer import order_and_be_served
from tests.faults.house import PATIENCE_SECONDS

STAND_INS = ("stripe", "network", "dns")
SERVERS = ("postgres", "valkey")
EACH = ("web", *PARTS, *STAND_INS, *SERVERS)
# They have processes of their own below them, each of which can die or hang by itself.
WITH_CHILDREN = ("web", "worker", "postgres")
SHOP = "vera"

pytestmark = pytest.mark.within(minutes=15)


@pytest.mark.parametrize("name", EACH)
def test_what_was_killed_runs_again_and_an_order_is_served(house, name):
    killed = house.kith.kill(name, signal.SIGKILL)

    house.kith.wait_for_restart(name, of=killed, seconds=PATIENCE_SECONDS)

    house.wait_until_ready()
    order_and_be_served(house, shop=SHOP)


@pytest.mark.parametrize("name", EACH)
def test_what_was_stopped_is_ended_and_runs_again_and_an_order_is_served(house, name):
    stopped = house.kith.kill(name, signal.SIGSTOP)

    house.kith.wait_for_restart(name, of=stopped, seconds=PATIENCE_SECONDS)

    house.wait_until_ready()
    order_and_be_served(house, shop=SHOP)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
@pytest.mark.parametrize("name", WITH_CHILDREN)
def test_one_of_a_parts_own_processes_that_is_killed_or_stopped_is_replaced(house, name, number):
    whole = family_of(house.kith.pid(name), processes_seen())
    # The first below it stays for as long as it lives; a backend of PostgreSQL may end by itself.
    child = whole[1]
    os.kill(child.pid, number)

    house.wait_for(lambda: is_gone(child), f"{child} of {name} to be gone")
    if name != "postgres":
        house.wait_for(
            lambda: len(family_of(house.kith.pid(name), processes_seen())) >= len(whole),
            f"another in the place of {child} of {name}",
        )

    house.wait_until_ready()
    order_and_be_served(house, shop=SHOP)


@pytest.mark.parametrize("name", PARTS)
def test_who_fell_silent_is_named_by_readyz_until_somebody_ends_it(house, name):
    """The supervisor is stopped itself, so that nobody ends what hangs before it is named."""
    supervisor, silent = house.kith.supervisor.pid, house.kith.pid(name)
    os.kill(supervisor, signal.SIGSTOP)
    try:
        house.kith.kill(name, signal.SIGSTOP)
        house.wait_for(
            lambda: house.ready() == (503, {"ready": False, "missing": [name]}),
            f"{name} to be named",
        )
    finally:
        os.kill(supervisor, signal.SIGCONT)

    house.kith.wait_for_restart(name, of=silent, seconds=PATIENCE_SECONDS)
    house.wait_until_ready()


def test_after_all_this_nothing_is_started_again_without_need(house):
    before = {name: house.kith.pid(name) for name in EACH}

    order_and_be_served(house, shop=SHOP)

    assert {name: house.kith.pid(name) for name in EACH} == before


def is_gone(process):
    there = processes_seen().get(process.pid)
    return there is None or there.identity != process.identity
