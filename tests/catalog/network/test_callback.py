"""The network's late answers at the door."""

import json
import time
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from catalog.network.adapters import network_port
from catalog.network.port import Subscription
from catalog.network.request_ids import RequestId, read_request_id
from catalog.network.signature import HEADER, is_signed, sign
from tests.catalog.network.letters import posted

URL = "/network/callback"
SECRET = "network_test"


def a_body(request_id: str, state: str = "Completed") -> bytes:
    monitor = {"requestId": request_id, "state": state, "sourceHref": "http://n/service/svc-1"}
    return json.dumps({"event": {"monitor": monitor}}).encode()


def post(client, body: bytes, *, secret: str = SECRET, at: int | None = None):
    signature = sign(body=body, secret=secret, at=at or int(time.time()))
    return client.post(URL, body, content_type="application/json", headers={HEADER: signature})


@pytest.fixture
def network_host(client_for):
    return client_for(None)


def a_request_id(tenant) -> str:
    return str(RequestId(tenant.uuid, "order", uuid4(), "activate", 1))


def test_a_late_answer_of_the_real_simulator_is_heard_once(
    acme, network_simulator, ear, network_host
):
    network_simulator.misbehave("late")
    name = a_request_id(acme)
    line = Subscription(e164="+34611500000", iccid="8934070000000000018")
    assert network_port().activate(request_id=name, subscription=line).state == "pending"

    assert network_simulator.finish(times=3) == [204, 204, 204]

    for callback in ear.heard:
        answer = network_host.post(
            URL,
            callback.body,
            content_type="application/json",
            headers={HEADER: callback.signature},
        )
        assert answer.status_code == 204
    (letter,) = posted("network.answered")
    assert (letter["request_id"], letter["state"]) == (name, "done")
    assert letter["reference"].startswith("svc-")


def test_a_late_refusal_carries_its_reason(acme, network_simulator, ear, network_host):
    network_simulator.misbehave("late_refusal", reason="no capacity")
    line = Subscription(e164="+34611500000", iccid="8934070000000000018")
    network_port().activate(request_id=a_request_id(acme), subscription=line)
    network_simulator.finish()
    (callback,) = ear.heard

    network_host.post(
        URL, callback.body, content_type="application/json", headers={HEADER: callback.signature}
    )

    (letter,) = posted("network.answered")
    assert (letter["state"], letter["reason"]) == ("failed", "no capacity")


@pytest.mark.parametrize("spoilt", ["secret", "old", "future", "none"])
def test_a_wrong_signature_is_refused_and_nothing_is_heard(acme, network_host, spoilt):
    body = a_body(a_request_id(acme))
    now = int(time.time())
    if spoilt == "none":
        answer = network_host.post(URL, body, content_type="application/json")
    elif spoilt == "secret":
        answer = post(network_host, body, secret="another")
    else:
        answer = post(network_host, body, at=now + (600 if spoilt == "future" else -600))

    assert (answer.status_code, answer.json()["code"]) == (401, "network.signature_wrong")
    assert posted("network.answered") == []


@pytest.mark.parametrize("body", [b"\xff", b"[]", b"{}", b'{"event": {"monitor": {}}}'])
def test_an_unreadable_callback_is_refused(network_host, acme, body):
    assert post(network_host, body).status_code == 400


@pytest.mark.parametrize("name", ["nonsense", f"{UUID(int=7)}/order/{UUID(int=8)}/activate/1"])
def test_an_answer_to_nobody_is_dropped(acme, network_host, name):
    assert post(network_host, a_body(name)).status_code == 204
    assert posted("network.answered") == []


def test_the_door_is_on_the_networks_host_only(client, acme):
    assert post(client, a_body(a_request_id(acme))).status_code == 404


def test_request_ids_come_apart_as_they_were_made(acme):
    name = RequestId(acme.uuid, "line", uuid4(), "swap", 2)

    assert read_request_id(str(name)) == name
    assert read_request_id(f"{acme.uuid}/line/not-a-uuid/swap/1") is None


def test_a_header_that_is_no_signature_is_no_error():
    for header in ("", "t=", "t=x,v1=", "v1=1", "t=99999999999999999999,v1=1"):
        assert not is_signed(body=b"", header=header, secret=SECRET, now=0)
    assert not is_signed(body=b"", header=sign(body=b"", secret="", at=0), secret="", now=0)


def test_whether_a_signature_is_fresh_is_told_by_true_time_whatever_ours_reads(
    acme, network_host, monkeypatch
):
    true_now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: true_now() + timedelta(days=30))

    assert post(network_host, a_body(a_request_id(acme))).status_code == 204
    late = post(network_host, a_body(a_request_id(acme)), at=int(true_now().timestamp()) - 600)

    assert (late.status_code, late.json()["code"]) == (401, "network.signature_wrong")
    assert len(posted("network.answered")) == 1
