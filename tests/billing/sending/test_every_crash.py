"""
The machine that sends is proved once, for whatever is sent: it ends at every place, and each
thing happens once.

The places are those that a dry run passes. After each death the house comes back within a minute,
or a day later, when the processor has forgotten every key.
"""

from datetime import UTC, datetime, timedelta

import pytest

from billing.invoicing.books import faults_of_the_house
from kith.failpoints import Died, dying_at, listing
from kith.transmission.models import Transmission
from tests.billing.sending.worlds import Makers

SENT = ["transfer", "reversal", "charge", "upgrade", "refund", "overpayment"]
CALLS = {
    "transfer": "POST /v1/transfers",
    "reversal": "POST /v1/transfers/*/reversals",
    "charge": "POST /v1/payment_intents",
    "upgrade": "POST /v1/payment_intents",
    "refund": "POST /v1/refunds",
    "overpayment": "POST /v1/refunds",
}
LATER = {"a minute": timedelta(seconds=60), "a day": timedelta(hours=25)}
# The client makes three attempts by itself.
ATTEMPTS = 3
# Doubts of minutes, an hour and a day, and the readings between them.
MOST_ROUNDS = 6


@pytest.fixture
def now(fake_stripe):
    """This moment, here and at the stand-in."""
    moment = datetime.now(UTC)
    fake_stripe.control.reset(at=moment)
    fake_stripe.control.settings(per_second=0)
    fake_stripe.control.set_balance(available=1_000_000)
    return moment


@pytest.fixture
def makers(acme, fake_stripe, open_account, now):
    return Makers(fake_stripe, acme, open_account)


@pytest.fixture(params=SENT)
def kind(request):
    return request.param


@pytest.fixture
def make(makers, kind, fake_stripe):
    """Make one more world of a kind, at a moment that is the stand-in's too."""

    def a_world(at):
        fake_stripe.control.set_clock(at)
        return getattr(makers, kind)(at)

    return a_world


@pytest.fixture
def lose_answer(fake_stripe, kind):
    """Let the next call happen at the processor, and its answer get lost."""
    return lambda: fake_stripe.control.fail(CALLS[kind], "drop_after", count=ATTEMPTS)


@pytest.fixture
def lose_request(fake_stripe, kind):
    """Let the next call get lost on its way there."""
    return lambda: fake_stripe.control.fail(CALLS[kind], "drop_before", count=ATTEMPTS)


@pytest.fixture
def come_back(fake_stripe):
    """Carry a world on from a moment until it ends, as the worker does."""

    def go_on(world, at):
        for _ in range(MOST_ROUNDS):
            fake_stripe.control.set_clock(at)
            row = world.carry(at)
            if row.is_over:
                break
            at = max(at, row.wait_until or at)
        assert (row.state, world.happened()) == (Transmission.DONE, 1)

    return go_on


def places_of(world, at):
    with listing() as places:
        world.carry(at)
    return places


@pytest.mark.parametrize("later", LATER)
def test_a_first_sending_that_dies_anywhere_happens_once(make, come_back, now, later):
    places = places_of(make(now), now)
    assert places == [
        "transmission.claimed",
        "transmission.called",
        "transmission.booked",
    ]
    for place in range(len(places)):
        world = make(now)
        with pytest.raises(Died), dying_at(place):
            world.carry(now)
        come_back(world, now + LATER[later])

    assert faults_of_the_house(at=now + timedelta(days=4)).faults == []


@pytest.mark.parametrize("later", LATER)
def test_a_lost_answer_that_is_looked_for_and_dies_anywhere_happens_once(
    make, come_back, lose_answer, now, later
):
    soon = now + timedelta(minutes=6)
    world = make(now)
    lose_answer()
    world.carry(now)
    places = places_of(world, soon)
    assert places == ["transmission.begun", "transmission.looked"]
    for place in range(len(places)):
        world = make(now)
        lose_answer()
        world.carry(now)
        with pytest.raises(Died), dying_at(place):
            world.carry(soon)
        come_back(world, soon + LATER[later])

    assert faults_of_the_house(at=now + timedelta(days=4)).faults == []


@pytest.mark.parametrize("later", LATER)
def test_a_lost_request_that_is_sent_again_and_dies_anywhere_happens_once(
    make, come_back, lose_request, now, later
):
    soon = now + timedelta(minutes=6)
    world = make(now)
    lose_request()
    world.carry(now)
    places = places_of(world, soon)
    assert places[:2] == ["transmission.begun", "transmission.looked"]
    assert places[-1] == "transmission.booked"
    for place in range(len(places)):
        world = make(now)
        lose_request()
        world.carry(now)
        with pytest.raises(Died), dying_at(place):
            world.carry(soon)
        come_back(world, soon + LATER[later])

    assert faults_of_the_house(at=now + timedelta(days=4)).faults == []


def test_an_error_that_the_processor_repeats_for_a_day_is_waited_out(
    make, fake_stripe, kind, come_back, now
):
    world = make(now)
    fake_stripe.control.fail(CALLS[kind], "500_saved")

    come_back(world, now)
