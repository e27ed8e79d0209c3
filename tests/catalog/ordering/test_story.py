"""From the payment to the line, by the outbox, with the real simulator behind it."""

from datetime import timedelta

import pytest
from django.core import mail

from catalog.lines.models import Line
from catalog.network.events import NetworkAnswered
from catalog.network.queries import open_tasks
from catalog.network.usecases.close_task import close_task
from catalog.ordering.events import (
    ActivationDue,
    OrderActivated,
    OrderCardPosted,
    OrderFailed,
    OrderFulfilmentDue,
    OrderPaid,
)
from kith.outbox.reactions import reacting, reactions_to
from kith.wall import in_tenant
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.ordering import a_paid_order
from tests.post import drain

pytestmark = pytest.mark.usefixtures("offer_on_sale", "pools")

LATER = timedelta(hours=6)


# What this app reacts to, as the house wires it, and nothing else.
MINE = (
    OrderPaid,
    OrderFulfilmentDue,
    ActivationDue,
    OrderFailed,
    OrderActivated,
    OrderCardPosted,
    NetworkAnswered,
)


@pytest.fixture(autouse=True)
def _wired():
    with reacting({event: list(of_app(event, "catalog.ordering")) for event in MINE}):
        yield


def letters_about(order):
    """Leave out the invitation that a guest gets besides."""
    return [letter for letter in mail.outbox if order.token in letter.body]


def of_app(event, app):
    return (one for one in reactions_to(event) if one.name.startswith(f"{app}."))


def test_a_payment_ends_in_a_line_and_a_letter(acme, network_simulator):
    order = a_paid_order()

    drain()

    order.refresh_from_db()
    assert order.is_active
    (letter,) = letters_about(order)
    assert letter.to == ["ana@example.org"]
    assert f"/order/{order.token}/status/" in letter.body
    assert "+34 611 50 00 00" in letter.body


def test_a_refused_activation_is_tried_again_and_then_paid_back(acme, network_simulator):
    network_simulator.misbehave("refuse", times=-1, verb="activate", reason="no such profile")
    order = a_paid_order()

    drain(ahead=LATER)

    order.refresh_from_db()
    assert order.failure == "no such profile"
    (letter,) = letters_about(order)
    assert "You get the whole" in letter.body
    assert "no such profile" in letter.body
    assert network_simulator.memory()["services"] == []


def test_a_refused_activation_goes_to_the_desk_where_the_house_wants_it(
    acme, network_simulator, settings
):
    settings.NETWORK_ON_FAILURE = "desk"
    network_simulator.misbehave("refuse", times=-1, verb="activate")
    order = a_paid_order()
    drain(ahead=LATER)
    (task,) = open_tasks()
    order.refresh_from_db()
    assert (order.is_over, task.e164) == (False, order.activations.get().e164)

    close_task(task_id=task.id, is_done=True, reason="", by=a_person().pk, at=NOON)
    drain(ahead=LATER)

    order.refresh_from_db()
    assert order.is_active
    assert network_simulator.memory()["services"] == []


def test_a_failed_task_gives_the_money_back(acme, settings):
    settings.NETWORK_ADAPTER = "manual"
    order = a_paid_order()
    drain()
    (task,) = open_tasks()

    close_task(task_id=task.id, is_done=False, reason="no masts", by=a_person().pk, at=NOON)
    drain()

    order.refresh_from_db()
    assert order.failure == "no masts"


def test_two_shops_are_served_side_by_side(acme, globex, network_simulator):
    mine = a_paid_order()
    with in_tenant(globex):
        theirs = a_paid_order()

    drain()

    assert Line.objects.get().order_id == mine.pk
    number = Line.objects.get().e164
    with in_tenant(globex):
        assert Line.objects.get().order_id == theirs.pk
        assert Line.objects.get().e164 != number
    assert len(network_simulator.memory()["services"]) == 2
