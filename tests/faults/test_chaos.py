"""Ten minutes of everything at once, by a seed; afterwards nothing is lost, doubled or stuck."""

import os
import sys
from collections import Counter

import pytest

from tests.faults.chaos import Chaos
from tests.faults.customer import order_and_be_served, state_of
from tests.faults.staff import staff_of

SECONDS = float(os.environ.get("CHAOS_SECONDS") or 600)
# What is in doubt is asked for after five minutes, an hour, a day; an outage is waited out by up to
# an hour at a time. Time is let pass, so that the house itself comes to an end with all of it.
HOURS_TO_COME = (0.1, 1.1, 1.1, 25, 25)

# More than any machine orders in that time: an empty pool is no fault of the house.
NUMBERS = 20_000

pytestmark = pytest.mark.within(minutes=25)


@pytest.fixture(scope="module")
def aftermath(own_house, seed):
    """What was done to a house, once everything that waited has had its time."""
    with staff_of(own_house) as staff:
        staff.act("stock", count=NUMBERS)
        chaos = Chaos(own_house, staff, seed)
        chaos.rage(seconds=SECONDS)
        say(chaos)
        own_house.wait_until_ready()
        own_house.wait_for(lambda: speaks(own_house), "the processor to answer")
        # As after each start of the database: what is let pass below is no time for this.
        own_house.wait_for(lambda: compares(own_house), "the books to be compared with it")
        chaos.ask_again()
        for hours in (0, *HOURS_TO_COME):
            own_house.let_pass(hours=hours)
            own_house.wait_for(own_house.is_calm, "everything due to be done")
        yield chaos


def speaks(house):
    """Whether the processor answers again; it tells everything once from then on."""
    try:
        house.stripe.webhooks(copies=1, delay_seconds=0)
    except OSError:
        return False
    return True


def compares(house):
    """Whether the books can be compared with the processor's, before which nothing is sent."""
    return house.kith.manage("look_outside").returncode == 0


def unclosed(house):
    return house.rows("SELECT number FROM settlement_run WHERE closed_at IS NULL")


def say(chaos):
    done = f"{len(chaos.placed)} orders, {len(chaos.paid)} paid, {len(chaos.refunds)} refunds"
    faults = ", ".join(f"{name} {count}" for name, count in Counter(chaos.faults).items())
    sys.stdout.write(f"\nchaos {chaos.seed}: {done}, {len(chaos.runs)} runs; {faults}\n")


def test_enough_happened_to_prove_something(aftermath):
    assert len(aftermath.paid) >= SECONDS / 20
    assert len(aftermath.faults) >= SECONDS / 30
    assert aftermath.refunds
    assert aftermath.runs


def test_no_order_that_was_acknowledged_is_lost_or_doubled(aftermath):
    counts = {order.email: aftermath.house.orders_by(order.email) for order in aftermath.placed}

    assert {email: count for email, count in counts.items() if count != 1} == {}


def test_every_order_that_was_paid_is_active_or_given_back(aftermath):
    states = {order.email: state_of(aftermath.house, order) for order in aftermath.paid}

    assert set(states.values()) <= {"active", "refunded"}, states


def test_every_refund_that_was_promised_was_made_once(aftermath):
    made = Counter(
        row
        for slug in aftermath.house.shops()
        for row in aftermath.house.in_shop(
            slug, "SELECT key, state FROM {shop}.invoicing_refund WHERE key LIKE 'chaos:%%'"
        )
    )

    assert made == Counter({(key, "done"): 1 for key in set(aftermath.refunds)})


def test_every_run_that_was_opened_is_closed(aftermath):
    house = aftermath.house
    # A job looks every five minutes for runs of which all is sent.
    house.wait_for(lambda: not unclosed(house), "the last runs to be closed", within=400)

    assert len(aftermath.runs) <= house.rows("SELECT count(*) FROM settlement_run")[0][0]


def test_nothing_is_parked_and_nothing_is_in_doubt(aftermath):
    parked = aftermath.house.rows(
        "SELECT reaction, right(last_error, 300) FROM outbox_delivery WHERE parked_at IS NOT NULL"
    )

    assert (parked, aftermath.house.under_way()) == ([], [])


def test_the_books_are_right_and_equal_the_processors(aftermath):
    checked = aftermath.house.kith.manage("check_books")

    assert checked.returncode == 0, checked.stderr
    assert aftermath.staff.act("differences") == []


def test_somebody_who_comes_afterwards_is_served(aftermath):
    order_and_be_served(aftermath.house, shop="vera")
