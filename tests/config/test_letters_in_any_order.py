"""
Letters come in any order, twice and late, and end in one state.

A few lots of them; `make faults` draws two hundred (`tests/faults/test_letters_in_any_order.py`).
"""

from random import Random

import pytest

from tests.billing.settlement.conftest import fake_stripe, stand_in
from tests.catalog.ordering.conftest import (
    network_simulator,
    offer_on_sale,
    pools,
    simulator_of_session,
)
from tests.one_life import end_of_a_life

__all__ = [
    "fake_stripe",
    "network_simulator",
    "offer_on_sale",
    "pools",
    "simulator_of_session",
    "stand_in",
]


@pytest.mark.usefixtures("offer_on_sale", "pools")
def test_a_few_lots_end_alike(acme, fake_stripe, network_simulator):
    end = end_of_a_life(acme, fake_stripe, network_simulator)

    assert (end["order"], end["cycles"], end["parked"]) == (
        [True, True, True, False],
        [False, True],
        [],
    )
    assert end["counts"] == [True, True, "an invoice was refunded"]
    for seed in (3, 14):
        found = end_of_a_life(acme, fake_stripe, network_simulator, chance=Random(seed))
        assert found == end, seed
