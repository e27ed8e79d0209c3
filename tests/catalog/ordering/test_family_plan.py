"""A plan of three lines: bought once, switched on line by line, into service as one."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from ambassadors.circle.sql_measure import count_lines
from billing.invoicing.models import Invoice
from billing.invoicing.usecases.issue_invoice import issue_invoice
from catalog.lines.models import Line, LineEvent
from catalog.lines.queries import active_line_count
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.renew_due_lines import renew_due_lines
from catalog.network.queries import open_tasks
from catalog.network.usecases.close_task import close_task
from catalog.numbering.models import PhoneNumber, SimCard
from catalog.ordering.models import Activation
from catalog.ordering.queries import order_card
from catalog.ordering.usecases.activate_line import activate_line
from catalog.ordering.usecases.fulfil_order import fulfil_order
from catalog.ordering.usecases.take_network_answer import take_network_answer
from catalog.ordering.usecases.tell_buyer import tell_buyer
from catalog.ordering.usecases.withdraw_activation import withdraw_activation
from kith.money import Money
from kith.wall import in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.ordering import a_paid_order
from tests.factories.storefront import an_offer
from tests.factories.wholesale import a_base_product

pytestmark = pytest.mark.usefixtures("acme", "family_on_sale", "pools")

MINUTE = timedelta(minutes=1)


@pytest.fixture
def family_on_sale(acme):
    """Have one plan of three lines on the shelf."""
    allowances = {"data_mb": 10240, "minutes": None, "texts": None, "lines": 3}
    a_base_product(code="monthly-10", allowances=allowances)
    an_offer()


def states_at(network) -> list[str]:
    return [service["state"] for service in network.memory()["services"]]


def pool_states() -> tuple[set[str], set[str]]:
    with in_public():
        numbers = PhoneNumber.objects.exclude(state="available")
        sims = SimCard.objects.exclude(state="available")
        return set(numbers.values_list("state", flat=True)), set(
            sims.values_list("state", flat=True)
        )


def test_every_line_gets_a_number_a_sim_and_a_code_of_its_own(network_simulator):
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)

    lines = Line.objects.filter(order_id=order.pk).order_by("place")
    assert order.is_active
    assert [line.place for line in lines] == [1, 2, 3]
    for field in ("e164", "iccid", "activation_code", "network_reference"):
        assert len(set(lines.values_list(field, flat=True))) == 3
    assert states_at(network_simulator) == ["active"] * 3
    (told,) = posted("order.activated")
    assert told["line_id"] == str(lines[0].pk)


def test_each_line_counts_for_the_tiers(network_simulator, globex):
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)

    assert active_line_count(at=NOON) == 3
    assert count_lines(at=NOON) == [(order.person_id, 3, 3, 3)]
    with in_tenant(globex):
        assert active_line_count(at=NOON) == 0


def test_the_plan_is_paid_once_and_renewed_once(network_simulator):
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    issue_invoice(order=order_card(order.pk), at=NOON)
    first = Line.objects.get(order_id=order.pk, place=1)

    renewed = renew_due_lines(at=NOON + timedelta(days=31))

    assert Invoice.objects.get().total == Money(1200, "EUR")
    assert renewed == 1
    (due,) = posted("line.renewal_due")
    assert due["line_id"] == str(first.pk)
    others = Line.objects.filter(order_id=order.pk).exclude(pk=first.pk)
    assert set(others.values_list("price_minor", "next_renewal_on")) == {(0, None)}


def test_only_the_line_that_was_refused_is_tried_again(network_simulator):
    network_simulator.misbehave("refuse", verb="activate", reason="profile not ready")
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    assert not order.is_active
    assert not Line.objects.exists()
    assert states_at(network_simulator) == ["active"] * 2
    refused = order.activations.get(active_at=None)
    assert posted("activation.due") == [{"activation_id": str(refused.pk)}]

    activate_line(activation_id=refused.pk, at=NOON + MINUTE)

    order.refresh_from_db()
    assert order.is_active
    assert Line.objects.count() == 3
    assert len(network_simulator.memory()["requests"]) == 4


def test_one_line_that_cannot_be_had_gives_all_the_money_back(network_simulator, client):
    order = a_paid_order()
    network_simulator.misbehave("refuse", verb="activate", times=1, reason="no such profile")
    fulfil_order(order_id=order.pk, at=timezone.now())
    refused = order.activations.get(active_at=None)
    network_simulator.misbehave("refuse", verb="activate", times=-1, reason="no such profile")
    for _ in range(2):
        activate_line(activation_id=refused.pk, at=timezone.now())
    order.refresh_from_db()
    assert order.failure == "no such profile"

    withdraw_activation(order_id=order.pk)

    assert states_at(network_simulator) == ["terminated"] * 2
    assert not Line.objects.exists()
    assert pool_states() == ({"quarantined"}, {"retired"})
    page = client.get(f"/order/{order.token}/status/").content.decode()
    assert "The 3 lines of this plan come together or not at all" in page
    tell_buyer(order_id=order.pk, news="failed", at=NOON)
    assert "pay for none" in mail.outbox[-1].body


def test_one_refused_line_goes_to_the_desk_and_the_others_wait_for_it(network_simulator, settings):
    settings.NETWORK_ON_FAILURE = "desk"
    order = a_paid_order()
    network_simulator.misbehave("refuse", verb="activate", reason="no such profile")
    fulfil_order(order_id=order.pk, at=NOON)
    refused = order.activations.get(active_at=None)
    network_simulator.misbehave("refuse", verb="activate", times=-1)
    for n in range(3):
        activate_line(activation_id=refused.pk, at=NOON + n * MINUTE)
    (task,) = open_tasks()
    assert task.e164 == refused.e164

    close_task(task_id=task.id, is_done=True, reason="", by=a_person().pk, at=NOON)
    (answer,) = posted("network.answered")
    take_network_answer(**answer, at=NOON + 9 * MINUTE)

    order.refresh_from_db()
    assert order.is_active
    assert Line.objects.count() == 3


def test_ending_one_line_ends_the_plan_and_rests_every_number(network_simulator):
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    second = Line.objects.get(order_id=order.pk, place=2)

    end_line(line_id=second.pk, at=NOON)
    for event in LineEvent.objects.filter(done_at=None):
        carry_out_change(event_id=event.pk, at=NOON)
    end_line(line_id=second.pk, at=NOON)

    assert set(Line.objects.values_list("ended_at", flat=True)) == {NOON}
    assert states_at(network_simulator) == ["terminated"] * 3
    assert pool_states() == ({"quarantined"}, {"retired"})
    assert len(posted("line.ended")) == 3
    assert renew_due_lines(at=NOON + timedelta(days=31)) == 0


def test_too_few_sims_take_no_number_at_all(network_simulator):
    with in_public():
        esims = SimCard.objects.filter(form="esim").order_by("pk").values_list("pk", flat=True)
        SimCard.objects.filter(pk__in=list(esims[2:])).delete()

    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)

    assert (order.empty_pool_count, Activation.objects.count()) == (1, 0)
    assert pool_states() == (set(), set())
    assert posted("order.fulfilment_due") == [{"order_id": str(order.pk)}]


def test_the_order_page_shows_each_line_while_it_moves_and_each_code_then(
    network_simulator, client
):
    order = a_paid_order()
    network_simulator.misbehave("late")
    fulfil_order(order_id=order.pk, at=timezone.now())
    waiting = client.get(f"/order/{order.token}/status/").content.decode()
    assert "Your 3 lines are being made" in waiting
    assert "Every line active on the network" in waiting
    assert waiting.count("Being activated") == 1
    assert "LPA:1$" not in waiting

    network_simulator.finish()
    fulfil_order(order_id=order.pk, at=timezone.now())
    ready = client.get(f"/order/{order.token}/status/").content.decode()

    assert "Your 3 lines are active" in ready
    for line in Line.objects.filter(order_id=order.pk):
        assert f"carddata={line.activation_code}" in ready
    assert ready.count('role="img"') >= 3


def test_the_letter_names_every_number(network_simulator):
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)

    tell_buyer(order_id=order.pk, news="active", at=NOON)

    letter = mail.outbox[-1]
    assert letter.subject == "Your 3 lines are active"
    for number in ("+34 611 50 00 00", "+34 611 50 00 01", "+34 611 50 00 02"):
        assert number in letter.body


def test_late_answers_open_the_lines_once_whatever_their_order(network_simulator):
    network_simulator.misbehave("late", times=-1)
    order = fulfil_order(order_id=a_paid_order().pk, at=NOON)
    names = [row["request"] for row in network_simulator.memory()["monitors"]]
    assert len(names) == 3

    for name in [*reversed(names), *names]:
        take_network_answer(request_id=name, state="done", reference="svc", at=NOON + MINUTE)

    order.refresh_from_db()
    assert order.is_active
    assert Line.objects.count() == 3
    assert len(posted("order.activated")) == 1
