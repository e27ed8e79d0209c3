"""The network's own words about a number that comes, as they arrive at our door."""

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.lines.queries import line_card
from catalog.network.signature import HEADER, sign
from catalog.porting.models import PortIn
from catalog.porting.terms import next_working_day
from kith.wall import day_here, in_tenant
from tests.catalog.network.letters import posted
from tests.catalog.porting.arriving import MINE, a_wish, asked

URL = "/network/callback/ports"
SECRET = "network_test"


@pytest.fixture
def network_host(client_for):
    return client_for(None)


def told(network_host, body: bytes, signature: str = ""):
    signature = signature or sign(body=body, secret=SECRET, at=int(time.time()))
    return network_host.post(
        URL, body, content_type="application/json", headers={HEADER: signature}
    )


def test_notices_that_come_twice_and_late_move_the_number_once(
    served, network_simulator, ear, network_host, drain_outbox, globex
):
    now = timezone.now()
    wish = a_wish(on=next_working_day(day_here(now)))
    asked(served, wish, at=now)
    ear.answer = b'{"state": "accepted"}'
    later = (wish.wanted_on + timedelta(days=1)).isoformat()
    network_simulator.other_operator_says(MINE, "accepted", times=2)
    network_simulator.other_operator_says(MINE, "accepted", moves_on=later)
    network_simulator.other_operator_says(MINE, "moved", times=3)

    # The last one first: the network of letters keeps no order.
    for one in reversed(ear.heard):
        answer = told(network_host, one.body, one.signature)
        assert (answer.status_code, answer.json()["state"]) == (200, "accepted")
    drain_outbox()

    assert len(posted("network.coming_number_answered")) == 3
    assert line_card(line_id=served.pk).e164 == MINE
    assert PortIn.objects.get().outcome == "moved"
    with in_tenant(globex):
        assert not PortIn.objects.exists()


@pytest.mark.parametrize(
    "port",
    [
        {"requestId": "somebody/else", "state": "moved"},
        {
            "requestId": "00000000-0000-0000-0000-000000000001/port-in/"
            "00000000-0000-0000-0000-000000000002/bring/1",
            "state": "moved",
        },
    ],
)
def test_a_word_about_a_number_nobody_asked_for_changes_nothing(served, network_host, port):
    body = json.dumps({"eventType": "PortInStateEvent", "event": {"port": port}}).encode()

    assert told(network_host, body).json() == {
        "state": "refused",
        "reason": "nobody asked for this number",
    }
    assert posted("network.coming_number_answered") == []


@pytest.mark.parametrize(
    "port", [{}, {"requestId": "x"}, {"requestId": "x", "state": "gone"}, [], "moved"]
)
def test_a_word_that_cannot_be_read_is_refused(acme, network_host, port):
    body = json.dumps({"eventType": "PortInStateEvent", "event": {"port": port}}).encode()

    assert told(network_host, body).status_code == 400
    assert told(network_host, body, signature="t=1,v1=no").status_code == 401
