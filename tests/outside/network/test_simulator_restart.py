"""What the simulated network has promised for later survives its process."""

import json

import pytest

from catalog.network.port import Subscription
from catalog.network.tmf640_client import Tmf640Client
from outside.network.callbacks import Callbacks
from outside.network.network import Network
from outside.network.store import Store
from outside.network.testing import start_simulator

LINE = Subscription(e164="+34611500000", iccid="8934070000000000018")
SOON_MS = 1_500


def monitor_in(callback) -> dict:
    return json.loads(callback.body)["event"]["monitor"]


@pytest.mark.parametrize(("mode", "state"), [("late", "Completed"), ("late_refusal", "InError")])
def test_a_late_answer_comes_though_the_process_was_killed_meanwhile(ear, tmp_path, mode, state):
    memory = tmp_path / "network.sqlite"
    with start_simulator(callback=ear.url, state=memory) as first:
        first.misbehave(mode, after_ms=SOON_MS)
        asked = Tmf640Client(url=first.url).activate(request_id="1", subscription=LINE)
        assert asked.state == "pending"
        first.kill()
    assert ear.heard == []

    with start_simulator(callback=ear.url, state=memory) as second:
        told = monitor_in(ear.wait())
        answer = Tmf640Client(url=second.url).activate(request_id="1", subscription=LINE)

    assert (told["requestId"], told["state"]) == ("1", state)
    assert answer.is_done == (mode == "late")
    assert len(ear.heard) == 1


def test_a_long_wait_is_still_a_wait_after_the_restart(ear, tmp_path):
    memory = tmp_path / "network.sqlite"
    for _ in range(2):
        with start_simulator(callback=ear.url, state=memory) as running:
            if not running.memory()["monitors"]:
                running.misbehave("late", after_ms=3_600_000)
                Tmf640Client(url=running.url).activate(request_id="1", subscription=LINE)
            (monitor,) = running.memory()["monitors"]
            assert monitor["state"] == "InProgress"
            running.kill()

    assert ear.heard == []


def test_an_answer_that_ended_but_was_not_told_is_told(ear, tmp_path):
    store = Store(str(tmp_path / "network.sqlite"))
    store.write(
        "INSERT INTO monitor VALUES ('mon-1', '1', 'Completed', ?, '[]', NULL)",
        json.dumps({"id": "mon-1", "requestId": "1"}),
    )
    store.write("INSERT INTO timer VALUES ('mon-1', 0)")

    Network(store=store, base="", callbacks=Callbacks(ear.url, "secret")).take_up()

    assert monitor_in(ear.wait())["requestId"] == "1"
