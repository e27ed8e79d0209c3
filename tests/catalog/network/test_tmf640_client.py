"""Our adapter against the simulator, in the manner of TMF640."""

import json
from pathlib import Path

import httpx
import pytest

from catalog.network.port import NetworkAnswer, NetworkUnreachable, Subscription
from catalog.network.tmf640_client import API, Tmf640Client

LINE = Subscription(e164="+34611500000", iccid="8934070000000000018", imsi="214070000000001")
SPECIFICATION = Path("../shared/tmf/TMF640-ServiceActivation-v4.0.0.swagger.json")


@pytest.fixture
def port(network_simulator) -> Tmf640Client:
    return Tmf640Client(url=network_simulator.url)


def state_of(network):
    return [service["state"] for service in network.memory()["services"]]


def test_a_service_lives_from_reserved_to_terminated(port, network_simulator):
    reference = port.reserve(request_id="1", subscription=LINE).reference
    line = Subscription(LINE.e164, LINE.iccid, reference=reference)
    told = []
    for name in ("activate", "suspend", "resume", "terminate"):
        assert getattr(port, name)(request_id=name, subscription=line).is_done
        told += state_of(network_simulator)

    assert told == ["active", "inactive", "active", "terminated"]


def test_the_same_request_id_gets_the_same_answer(port, network_simulator):
    first = port.activate(request_id="1", subscription=LINE)

    assert port.activate(request_id="1", subscription=LINE) == first
    assert len(network_simulator.memory()["services"]) == 1


def test_a_request_id_cannot_name_two_requests(port):
    port.activate(request_id="1", subscription=LINE)

    answer = port.activate(request_id="1", subscription=Subscription("+34611500001", "8934"))

    assert (answer.state, answer.reason) == ("failed", "the request id names another request")


def test_one_number_and_one_sim_are_in_service_once(port):
    port.activate(request_id="1", subscription=LINE)

    answer = port.activate(request_id="2", subscription=Subscription(LINE.e164, "8935"))

    assert answer.is_failed


def test_a_swap_moves_the_service_to_the_new_sim(port, network_simulator):
    reference = port.activate(request_id="1", subscription=LINE).reference

    port.swap(request_id="2", subscription=Subscription(LINE.e164, "8935", "2140", "", reference))

    (service,) = network_simulator.memory()["services"]
    assert (service["iccid"], service["state"]) == ("8935", "active")


def test_a_service_whose_id_we_never_learnt_is_found_by_its_number(port, network_simulator):
    network_simulator.misbehave("drop")
    with pytest.raises(NetworkUnreachable):
        port.activate(request_id="1", subscription=LINE)

    assert port.terminate(request_id="2", subscription=LINE).is_done
    assert state_of(network_simulator) == ["terminated"]


def test_ending_what_never_was_counts_as_ended(port):
    assert port.terminate(request_id="1", subscription=LINE).is_done


@pytest.mark.parametrize(
    ("mode", "answer"),
    [
        ("refuse", NetworkAnswer("failed", reason="no capacity")),
        ("late", NetworkAnswer("pending")),
        ("late_refusal", NetworkAnswer("pending")),
    ],
)
def test_misbehaviour_is_translated(port, network_simulator, mode, answer):
    network_simulator.misbehave(mode, reason="no capacity")

    got = port.activate(request_id="1", subscription=LINE)

    assert (got.state, got.reason) == (answer.state, answer.reason)


def test_a_late_refusal_is_told_when_asked_again(port, network_simulator):
    network_simulator.misbehave("late_refusal", reason="no capacity")
    port.activate(request_id="1", subscription=LINE)
    network_simulator.finish()

    answer = port.activate(request_id="1", subscription=LINE)

    assert (answer.state, answer.reason) == ("failed", "no capacity")
    assert network_simulator.memory()["services"] == []


def test_an_error_before_anything_happened_is_no_answer(port, network_simulator):
    network_simulator.misbehave("error")

    with pytest.raises(NetworkUnreachable):
        port.activate(request_id="1", subscription=LINE)

    assert network_simulator.memory()["services"] == []
    assert port.activate(request_id="1", subscription=LINE).is_done


def test_nobody_listening_is_no_answer():
    with pytest.raises(NetworkUnreachable):
        Tmf640Client(url="http://127.0.0.1:9").activate(request_id="1", subscription=LINE)


def test_what_the_simulator_says_has_the_members_of_tmf640(port, network_simulator):
    specification = json.loads(SPECIFICATION.read_text())["definitions"]
    reference = port.activate(request_id="1", subscription=LINE).reference
    network_simulator.misbehave("late")
    port.suspend(request_id="2", subscription=Subscription(LINE.e164, "", reference=reference))
    (monitor,) = network_simulator.memory()["monitors"]

    service = httpx.get(f"{network_simulator.url}{API}/service/{reference}").json()
    watched = httpx.get(f"{network_simulator.url}{API}/monitor/{monitor['id']}").json()

    assert set(service) <= set(specification["Service"]["properties"])
    assert service["state"] in specification["ServiceStateType"]["enum"]
    # One member of our own: by it the answer finds the request.
    assert set(watched) - {"requestId"} <= set(specification["Monitor"]["properties"])


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", f"{API}/service", {}, 400),
        ("POST", f"{API}/service", {"X-Request-Id": "1"}, 400),
        ("POST", f"{API}/nothing", {"X-Request-Id": "1"}, 404),
        ("GET", f"{API}/monitor/none", {}, 404),
    ],
)
def test_wrong_requests_are_refused(network_simulator, method, path, headers, status):
    reply = httpx.request(method, network_simulator.url + path, headers=headers)

    assert reply.status_code == status
    assert reply.json()["reason"]
