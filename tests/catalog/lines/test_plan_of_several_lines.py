"""The lines of one plan are barred, opened and ended together; each keeps its own SIM."""

import pytest
from django.db import IntegrityError, transaction

from catalog.lines.changes import ChangePending
from catalog.lines.models import Line, LineEvent
from catalog.lines.queries import line_card
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.resume_line import resume_line
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.network.adapters import network_port
from catalog.network.port import Subscription
from kith.wall import in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line, a_plan


@pytest.fixture
def plan(acme, network_simulator) -> list[Line]:
    """Three lines of one plan that the network knows, and one line beside it."""
    lines = [*a_plan(), a_line(n=7)]
    for line in lines:
        network_port().activate(
            request_id=f"setup-{line.e164}", subscription=Subscription(line.e164, line.iccid)
        )
    return lines[:3]


def carry_out_all() -> None:
    for event in LineEvent.objects.filter(done_at=None, failed_at=None).order_by("pk"):
        carry_out_change(event_id=event.pk, at=NOON)


def states_at(network) -> list[str]:
    return [service["state"] for service in network.memory()["services"]]


@pytest.mark.parametrize("asked", [0, 2])
def test_barring_any_line_bars_the_plan_and_nothing_else(plan, network_simulator, asked):
    suspend_line(line_id=plan[asked].pk, at=NOON)
    carry_out_all()
    assert states_at(network_simulator) == ["inactive"] * 3 + ["active"]

    resume_line(line_id=plan[1].pk, at=NOON)
    carry_out_all()

    assert states_at(network_simulator) == ["active"] * 4


def test_a_line_the_network_refused_to_bar_is_asked_for_again_alone(plan, network_simulator):
    network_simulator.misbehave("refuse", verb="suspend")
    suspend_line(line_id=plan[0].pk, at=NOON)
    carry_out_all()
    assert states_at(network_simulator).count("inactive") == 2

    suspend_line(line_id=plan[0].pk, at=NOON)
    carry_out_all()

    assert states_at(network_simulator) == ["inactive"] * 3 + ["active"]
    assert len(posted("line.change_asked")) == 4


def test_while_one_line_changes_none_of_the_plan_is_touched(plan, network_simulator):
    LineEvent.objects.create(line=plan[2], what="swap", asked_at=NOON)

    with pytest.raises(ChangePending):
        suspend_line(line_id=plan[0].pk, at=NOON)

    assert LineEvent.objects.filter(done_at=None).count() == 1
    assert posted("line.change_asked") == []


def test_only_the_first_line_may_cost_something(plan):
    for wrong in ({"price_minor": 1}, {"next_renewal_on": NOON.date()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Line.objects.filter(pk=plan[1].pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.filter(pk=plan[0].pk).update(next_renewal_on=None)


def test_the_other_shop_can_bar_nothing_of_it(plan, globex):
    with in_tenant(globex), pytest.raises(Line.DoesNotExist):
        suspend_line(line_id=plan[0].pk, at=NOON)

    assert posted("line.change_asked") == []


def test_my_pages_say_that_the_lines_belong_together(client, acme):
    person = a_person(tenant=acme)
    plan = a_plan(person_id=person.pk)
    sign_in(client, person, acme)

    home = client.get("/my/").content.decode()
    page = client.get(f"/my/lines/{plan[1].pk}/").content.decode()

    assert [f"Line {n} of 3" in home for n in (1, 2, 3)] == [True] * 3
    assert home.count("<dt>") == 1
    assert "The 3 lines of this plan are blocked and unblocked together." in page
    assert "Paid with line 1 of the plan" in page
    assert "carddata=LPA:1$smdp.kith.example$PLAN-2" in page
    assert line_card(line_id=plan[1].pk).plan_size == 3


def test_the_sellers_list_shows_the_plans_price_once(client, acme):
    a_plan()
    sign_in(client, a_person(role="teammate", tenant=acme), acme)

    page = client.get("/desk/lines/").content.decode()

    assert page.count("Coast 10") >= 3
    assert page.count("€12.00") == 1
    assert "€0.00" not in page
