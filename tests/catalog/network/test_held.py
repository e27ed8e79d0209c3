"""While all sending is held the network is asked nothing; afterwards each thing once."""

from uuid import uuid4

import pytest

from catalog.lines.models import LineEvent
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.network.adapters import network_port
from catalog.network.port import NetworkUnreachable, Subscription
from catalog.network.request_ids import RequestId
from kith.fence.models import Pause
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.lines import a_line

LINE = Subscription(e164="34600000001", iccid="8934000000000000001")


@pytest.fixture
def asked(acme, network_simulator) -> LineEvent:
    """A line that is to be suspended."""
    line = a_line()
    known = network_port().activate(request_id="setup", subscription=LINE)
    line.network_reference = known.reference
    line.save(update_fields=["network_reference"])
    suspend_line(line_id=line.pk, at=NOON)
    return line.events.get(done_at=None)


def states(network) -> list[str]:
    return [service["state"] for service in network.memory()["services"]]


def test_a_house_that_was_put_back_suspends_nobody_until_it_may_send(asked, network_simulator):
    with in_public():
        pause = Pause.objects.create(reason=Pause.UNKNOWN, opened_at=NOON, looked_at=NOON)
    with pytest.raises(NetworkUnreachable):
        carry_out_change(event_id=asked.pk, at=NOON)
    assert states(network_simulator) == ["active"]

    with in_public():
        Pause.objects.filter(pk=pause.pk).update(
            asked_by=uuid4(), asked_at=NOON, released_by=uuid4(), released_at=NOON
        )
    assert carry_out_change(event_id=asked.pk, at=NOON).done_at == NOON
    assert states(network_simulator) == ["inactive"]


def test_a_copy_of_the_data_asks_the_network_nothing(asked, network_simulator, settings):
    settings.KITH_INSTALLATION = str(uuid4())

    with pytest.raises(NetworkUnreachable):
        carry_out_change(event_id=asked.pk, at=NOON)

    assert states(network_simulator) == ["active"]


def test_people_at_the_desk_are_asked_all_the_same(acme, settings):
    settings.NETWORK_ADAPTER = "manual"
    settings.KITH_INSTALLATION = str(uuid4())
    name = str(RequestId(acme.uuid, "order", uuid4(), "activate", 1))

    assert network_port().activate(request_id=name, subscription=LINE).state == "pending"
