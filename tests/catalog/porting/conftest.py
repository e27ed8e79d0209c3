import pytest

from catalog.lines.models import Line
from kith.wall import in_public
from tests.budget import query_budget
from tests.catalog.network.simulated import Ear, ear, network_simulator, simulator_of_session
from tests.catalog.porting.arriving import a_served_line
from tests.factories.accounts import a_person
from tests.factories.numbering import a_number_range, some_sims

__all__ = ["Ear", "ear", "network_simulator", "query_budget", "simulator_of_session"]


@pytest.fixture
def person(acme):
    return a_person(tenant=acme)


@pytest.fixture
def pools(acme):
    with in_public():
        a_number_range(size=12)
        some_sims(count=12)


@pytest.fixture
def served(pools, person, network_simulator) -> Line:
    """A line that the pools and the network know."""
    return a_served_line(person_id=person.pk)
