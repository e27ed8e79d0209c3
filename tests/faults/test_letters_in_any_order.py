"""Two hundred lots of one order's letters, in any order, twice and late, end in one state."""

from random import Random

import pytest

from tests.billing.settlement.conftest import fake_stripe, stand_in
from tests.catalog.ordering.conftest import (
    network_simulator,
    offer_on_sale,
    pools,
    simulator_of_session,
)

# The database of the tests, not the house that this folder breaks.
from tests.conftest import house
from tests.one_life import end_of_a_life

__all__ = [
    "fake_stripe",
    "house",
    "network_simulator",
    "offer_on_sale",
    "pools",
    "simulator_of_session",
    "stand_in",
]
LIVES, TESTS = 200, 8


# A test is one transaction: the more lives it holds, the slower each of them.
@pytest.mark.within(minutes=10)
@pytest.mark.parametrize("first", range(0, LIVES, LIVES // TESTS))
@pytest.mark.usefixtures("offer_on_sale", "pools")
def test_two_hundred_lots_end_alike(acme, fake_stripe, network_simulator, seed, first):
    end = end_of_a_life(acme, fake_stripe, network_simulator)

    for number in range(first, first + LIVES // TESTS):
        lot = f"{seed}:{number}"
        found = end_of_a_life(acme, fake_stripe, network_simulator, chance=Random(lot))
        assert found == end, lot
