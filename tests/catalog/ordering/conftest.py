import pytest

from kith.wall import in_public, in_tenant
from tests.budget import query_budget
from tests.catalog.network.simulated import Ear, ear, network_simulator, simulator_of_session
from tests.factories.numbering import a_number_range, some_sims
from tests.factories.storefront import an_offer

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
def offer_on_sale(rolled_back):
    """Have Coast 10 for 12.00 on the shelf of both shops."""
    for slug in ("acme", "globex"):
        with in_tenant(rolled_back[slug]):
            an_offer()
