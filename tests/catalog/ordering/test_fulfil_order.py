"""A paid order against the real simulator: the good way, the bad ways, and every crash between."""

from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from django.utils import translation
from django.utils.translation import gettext

from catalog.lines.models import Line
from catalog.numbering.models import PhoneNumber, SimCard
from catalog.ordering import requests
from catalog.ordering.models import Activation
from catalog.ordering.queries import order_timeline
from catalog.ordering.usecases import ask_network as asking
from catalog.ordering.usecases import fulfil_order as fulfilling
from catalog.ordering.usecases import take_network_answer as answering
from catalog.ordering.usecases.fulfil_order import fulfil_order
from catalog.ordering.usecases.take_network_answer import take_network_answer
from catalog.ordering.usecases.withdraw_activation import withdraw_activation
from kith.wall import in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.ordering import a_paid_order, an_order

pytestmark = pytest.mark.usefixtures("offer_on_sale", "pools")

MINUTE = timedelta(minutes=1)


def states(order):
    return [step.state for step in order_timeline(order=order, at=NOON)]


def test_a_paid_order_becomes_an_active_line(acme, network_simulator):
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)

    line = Line.objects.get(order_id=order.pk)
    assert (order.active_at, line.e164) == (NOON, "+34611500000")
    assert line.activation_code.startswith("LPA:1$smdp.kith.example$")
    (service,) = network_simulator.memory()["services"]
    assert (service["msisdn"], service["state"]) == (line.e164, "active")
    assert service["id"] == line.network_reference
    assert set(states(order)) == {"done"}
    assert posted("order.activated") == [
        {"order_id": str(order.pk), "line_id": str(line.pk), "person_id": str(order.person_id)}
    ]


def test_fulfilling_twice_changes_nothing(acme, network_simulator):
    order = a_paid_order()
    fulfil_order(order_id=order.pk, at=NOON)
    fulfil_order(order_id=order.pk, at=NOON + MINUTE)

    assert Line.objects.count() == 1
    assert len(network_simulator.memory()["requests"]) == 1
    assert len(posted("order.activated")) == 1


def test_an_unpaid_order_stays_as_it_is(acme, network_simulator):
    order = fulfil_order(order_id=an_order().pk, at=NOON)

    assert (order.active_at, order.activations.count()) == (None, 0)
    assert network_simulator.memory()["requests"] == []


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (fulfilling, "assign_sims"),
        (fulfilling, "assign_numbers"),
        (asking, "_ask"),
        (asking, "take_network_answer"),
        (answering, "open_line"),
        (answering, "publish"),
    ],
)
def test_a_crash_at_any_step_leaves_nothing_double(
    acme, network_simulator, monkeypatch, module, name
):
    order = a_paid_order()

    def crash(*_, **__):
        raise RuntimeError("the worker died")

    with monkeypatch.context() as patched:
        patched.setattr(module, name, crash)
        with pytest.raises(RuntimeError):
            fulfil_order(order_id=order.pk, at=NOON)

    order = fulfil_order(order_id=order.pk, at=NOON + MINUTE)

    assert order.is_active
    assert Line.objects.get().order_id == order.pk
    assert len(network_simulator.memory()["services"]) == 1
    with in_public():
        assert PhoneNumber.objects.filter(state="assigned").count() == 1
        assert SimCard.objects.filter(state="assigned").count() == 1
    assert len(posted("order.activated")) == 1


@pytest.mark.parametrize("mode", ["error", "drop"])
def test_silence_is_asked_again_under_the_same_name(acme, network_simulator, mode):
    network_simulator.misbehave(mode)
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    activation = order.activations.get()
    assert (order.is_active, activation.unanswered_count) == (False, 1)
    assert posted("activation.due") == [{"activation_id": str(activation.pk)}]

    order = fulfil_order(order_id=order.pk, at=NOON + MINUTE)

    assert order.is_active
    assert len(network_simulator.memory()["services"]) == 1


def test_a_slow_network_counts_as_silent_and_is_asked_again(acme, network_simulator, settings):
    settings.NETWORK_TIMEOUT_SECONDS = 0.1
    network_simulator.slow_down(latency_ms=300)
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    assert not order.is_active

    settings.NETWORK_TIMEOUT_SECONDS = 5
    network_simulator.slow_down(latency_ms=0)
    assert fulfil_order(order_id=order.pk, at=NOON + MINUTE).is_active
    assert len(network_simulator.memory()["services"]) == 1


def test_a_refusal_is_tried_again_with_a_new_request(acme, network_simulator):
    network_simulator.misbehave("refuse", reason="profile not ready")
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    assert (order.activations.get().attempt, order.is_active) == (2, False)

    order = fulfil_order(order_id=order.pk, at=NOON + MINUTE)

    assert order.is_active
    assert len(network_simulator.memory()["requests"]) == 2


def test_refusal_after_refusal_gives_the_money_back(acme, network_simulator):
    network_simulator.misbehave("refuse", times=-1, reason="profile not ready")
    order = a_paid_order()
    for n in range(4):
        order = fulfil_order(order_id=order.pk, at=NOON + n * MINUTE)

    assert (order.failure, order.is_active) == ("profile not ready", False)
    assert posted("order.failed") == [
        {
            "order_id": str(order.pk),
            "payment_reference": "pi_test",
            "reason": "profile not ready",
        }
    ]
    assert states(order) == ["done", "done", "done", "failed"]
    activation = order.activations.get()
    with in_public():
        assert PhoneNumber.objects.get(e164=activation.e164).state == "quarantined"
        assert SimCard.objects.get(iccid=activation.iccid).state == "retired"


def test_silence_without_end_gives_the_money_back_and_undoes_what_was_done(acme, network_simulator):
    # It does happen there, but every answer is lost on the way.
    network_simulator.misbehave("drop", verb="activate")
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    with silence():
        for n in range(requests.MOST_SILENCES):
            order = fulfil_order(order_id=order.pk, at=NOON + n * MINUTE)
    assert order.failed_at is not None

    withdraw_activation(order_id=order.pk)

    assert [service["state"] for service in network_simulator.memory()["services"]] == [
        "terminated"
    ]


@contextmanager
def silence():
    """Let no request reach the network."""

    def nobody(*_, **__):
        raise httpx.ConnectTimeout("nobody there")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(httpx.Client, "request", nobody)
        yield


def test_an_empty_pool_waits_and_then_gives_the_money_back(acme, network_simulator):
    with in_public():
        SimCard.objects.filter(form="esim").delete()
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    assert (order.failed_at, Activation.objects.count()) == (None, 0)
    with in_public():
        assert not PhoneNumber.objects.exclude(state="available").exists()

    for n in range(requests.MOST_EMPTY_LOOKS):
        order = fulfil_order(order_id=order.pk, at=NOON + n * MINUTE)

    assert order.failure == "No SIM is free just now."
    # Whoever bought reads it in their own language.
    with translation.override("es"):
        assert gettext(order.failure) == "Ahora mismo no queda ninguna SIM libre."
    assert len(posted("order.failed")) == 1


def test_a_late_answer_is_waited_for(acme, network_simulator):
    network_simulator.misbehave("late")
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    assert (order.is_active, states(order)[-1]) == (False, "now")
    network_simulator.finish()

    # The callback got lost; the chase finds out.
    assert fulfil_order(order_id=order.pk, at=NOON + 5 * MINUTE).is_active


def test_answers_may_come_twice_and_late(acme, network_simulator):
    network_simulator.misbehave("late")
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    name = requests.request_id(order.activations.get(), "activate")

    for state in ("done", "done", "failed"):
        take_network_answer(request_id=name, state=state, reference="svc-1", at=NOON + MINUTE)

    order.refresh_from_db()
    assert (order.is_active, order.failed_at) == (True, None)
    assert Line.objects.count() == 1


def test_a_done_that_comes_after_the_refund_is_undone(acme, network_simulator):
    network_simulator.misbehave("refuse", times=-1)
    order = a_paid_order()
    for n in range(3):
        order = fulfil_order(order_id=order.pk, at=NOON + n * MINUTE)
    name = requests.request_id(order.activations.get(), "activate")

    take_network_answer(request_id=name, state="done", reference="svc-1", at=NOON + 9 * MINUTE)

    assert not Line.objects.exists()
    assert posted("order.activation_unwanted") == [{"order_id": str(order.pk)}]


def test_an_answer_about_another_shops_order_is_nobodys(acme, globex, network_simulator):
    network_simulator.misbehave("late")
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    name = requests.request_id(order.activations.get(), "activate")

    with in_tenant(globex):
        assert take_network_answer(request_id=name, state="done", at=NOON) is None
        assert not Line.objects.exists()
    assert take_network_answer(request_id="nonsense", state="done", at=NOON) is None
