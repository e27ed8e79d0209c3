from tests.budget import query_budget
from tests.catalog.network.simulated import Ear, ear, network_simulator, simulator_of_session

__all__ = ["Ear", "ear", "network_simulator", "query_budget", "simulator_of_session"]
