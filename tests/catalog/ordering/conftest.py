import pytest

from catalog.ordering.usecases import place_order as placing
from kith.wall import in_public
from tests.budget import query_budget
from tests.catalog.network.simulated import Ear, ear, network_simulator, simulator_of_session
from tests.factories.numbering import a_number_range, some_sims
from tests.factories.ordering import an_offer_card

__all__ = [
    "Ear",
    "ear",
    "network_simulator",
    "offer_on_sale",
    "pools",
    "query_budget",
    "simulator_of_session",
]


@pytest.fixture
def pools(rolled_back):
    """Numbers and SIMs for a few orders."""
    with in_public():
        a_number_range(size=5)
        some_sims(count=5)
        some_sims(count=5, form="physical", start=1000)


@pytest.fixture
def offer_on_sale(monkeypatch):
    """Sell one offer, whatever the storefront holds."""
    monkeypatch.setattr(placing, "offer_card", lambda *, code: an_offer_card(code=code))
