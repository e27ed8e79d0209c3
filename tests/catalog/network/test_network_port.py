"""Who answers for the network: the settings' adapter, one named, or another for a while."""

import pytest

from catalog.network.adapters import AdapterUnknown, answering_for_network, network_port
from catalog.network.manual_desk import ManualDesk
from catalog.network.port import NetworkAnswer, NetworkUnreachable, Subscription
from catalog.network.tmf640_client import Tmf640Client

LINE = Subscription(e164="+34611500000", iccid="8934070000000000018")


class Willing:
    """Says yes to everything."""

    def answer(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return NetworkAnswer("done", reference="svc-of-another")

    reserve = activate = suspend = resume = swap = change_plan = terminate = answer


def test_another_answers_until_the_block_ends(public, settings):
    settings.NETWORK_ADAPTER, settings.NETWORK_URL = "tmf640", "http://127.0.0.1:9"
    with answering_for_network(Willing()):
        answer = network_port().activate(request_id="1", subscription=LINE)
    assert answer.reference == "svc-of-another"

    with pytest.raises(NetworkUnreachable):
        network_port().activate(request_id="1", subscription=LINE)


def test_whoever_is_asked_for_by_name_answers_for_itself(public):
    with answering_for_network(Willing()):
        assert isinstance(network_port(adapter="manual"), ManualDesk)
        assert isinstance(network_port(adapter="tmf640"), Tmf640Client)


def test_a_block_that_breaks_puts_the_network_back(settings):
    settings.NETWORK_ADAPTER = "manual"
    with pytest.raises(RuntimeError), answering_for_network(Willing()):
        raise RuntimeError

    assert isinstance(network_port(), ManualDesk)


def test_an_adapter_that_nobody_wrote_is_refused_by_name(settings):
    settings.NETWORK_ADAPTER = "semaphore"

    with pytest.raises(AdapterUnknown, match="'semaphore'; known are manual, tmf640"):
        network_port()
