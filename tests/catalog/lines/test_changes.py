"""Barring, opening, moving and ending a line, against the real simulator."""

import pytest
from django.db import IntegrityError, transaction

from catalog.lines.changes import ChangePending, LineEnded, request_id
from catalog.lines.models import Line, LineEvent
from catalog.lines.queries import active_line_count, line_card, lines_of
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.resume_line import resume_line
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.lines.usecases.swap_sim import swap_sim
from catalog.lines.usecases.take_line_answer import take_line_answer
from catalog.network.adapters import network_port
from catalog.network.port import NetworkUnreachable, Subscription
from catalog.numbering.models import PhoneNumber, SimCard
from catalog.numbering.usecases.assign_numbers import assign_numbers
from catalog.numbering.usecases.assign_sims import NoSimLeft, assign_sims
from kith.wall import in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.lines import a_line
from tests.factories.numbering import a_number_range, some_sims


@pytest.fixture
def line(acme, network_simulator) -> Line:
    """A line that the pools and the network know."""
    with in_public():
        a_number_range()
        some_sims(count=2)
    holder = "order:1"
    e164 = assign_numbers(holders=[holder], country="ES", at=NOON)[holder]
    sim = assign_sims(holders=[holder], form="esim", at=NOON)[holder]
    opened = a_line()
    Line.objects.filter(pk=opened.pk).update(
        e164=e164,
        iccid=sim.iccid,
        activation_code=sim.activation_code,
        network_reference=network_port()
        .activate(request_id="setup", subscription=Subscription(e164, sim.iccid))
        .reference,
    )
    return Line.objects.get(pk=opened.pk)


def carried_out(line: Line) -> LineEvent:
    event = line.events.get(done_at=None, failed_at=None)
    return carry_out_change(event_id=event.pk, at=NOON)


def state_at_network(network) -> list[str]:
    return [service["state"] for service in network.memory()["services"]]


def test_a_lost_phone_is_barred_and_opened_again(line, network_simulator):
    suspend_line(line_id=line.pk, at=NOON)
    assert line_card(line_id=line.pk).changing == "suspend"
    carried_out(line)
    card = line_card(line_id=line.pk)
    assert (card.suspended_at, card.changing) == (NOON, "")
    assert state_at_network(network_simulator) == ["inactive"]

    resume_line(line_id=line.pk, at=NOON)
    carried_out(line)

    assert line_card(line_id=line.pk).is_active
    assert state_at_network(network_simulator) == ["active"]


def test_asking_twice_asks_the_network_once(line, network_simulator):
    suspend_line(line_id=line.pk, at=NOON)
    suspend_line(line_id=line.pk, at=NOON)
    event = carried_out(line)
    carry_out_change(event_id=event.pk, at=NOON)
    suspend_line(line_id=line.pk, at=NOON)

    assert len(posted("line.change_asked")) == 1
    assert len(network_simulator.memory()["requests"]) == 2


def test_one_thing_changes_at_a_time(line):
    suspend_line(line_id=line.pk, at=NOON)

    with pytest.raises(ChangePending):
        swap_sim(line_id=line.pk, form="esim", by=None, at=NOON)

    with in_public():
        assert SimCard.objects.filter(state="available").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        LineEvent.objects.create(line=line, what="swap", asked_at=NOON)


def test_a_new_esim_replaces_the_old_one(line, network_simulator):
    asked = swap_sim(line_id=line.pk, form="esim", by=None, at=NOON)
    assert swap_sim(line_id=line.pk, form="esim", by=None, at=NOON) == asked
    assert line_card(line_id=line.pk).iccid == line.iccid

    carried_out(line)

    card = line_card(line_id=line.pk)
    assert card.iccid == asked.iccid != line.iccid
    assert card.activation_code == asked.activation_code
    assert network_simulator.memory()["services"][0]["iccid"] == asked.iccid
    with in_public():
        assert SimCard.objects.get(iccid=line.iccid).state == "retired"
        assert SimCard.objects.get(iccid=asked.iccid).state == "assigned"


def test_a_refused_swap_leaves_the_line_as_it_was(line, network_simulator):
    network_simulator.misbehave("refuse", verb="swap", reason="profile broken")
    asked = swap_sim(line_id=line.pk, form="esim", by=None, at=NOON)

    event = carried_out(line)

    assert (event.failed_at, event.note) == (NOON, "profile broken")
    assert line_card(line_id=line.pk).iccid == line.iccid
    with in_public():
        assert SimCard.objects.get(iccid=asked.iccid).state == "retired"
    assert len(posted("line.change_failed")) == 1


def test_no_sim_left_refuses_and_changes_nothing(line):
    with pytest.raises(NoSimLeft):
        swap_sim(line_id=line.pk, form="physical", by=None, at=NOON)

    assert not line.events.filter(what="swap").exists()


def test_silence_keeps_the_change_waiting_and_a_second_run_finishes_it(line, network_simulator):
    network_simulator.misbehave("drop", verb="suspend")
    suspend_line(line_id=line.pk, at=NOON)
    with pytest.raises(NetworkUnreachable):
        carried_out(line)
    assert line_card(line_id=line.pk).changing == "suspend"

    carried_out(line)

    assert line_card(line_id=line.pk).suspended_at == NOON


def test_a_late_answer_finishes_the_change_once(line, network_simulator):
    network_simulator.misbehave("late", verb="suspend")
    suspend_line(line_id=line.pk, at=NOON)
    event = carried_out(line)
    name = request_id(event_id=event.pk, what="suspend")

    for state in ("done", "done", "failed"):
        take_line_answer(request_id=name, state=state, at=NOON)

    assert line_card(line_id=line.pk).suspended_at == NOON
    assert len(posted("line.changed")) == 1


def test_an_ended_line_gives_its_number_to_rest(line, network_simulator):
    end_line(line_id=line.pk, at=NOON)
    carried_out(line)
    end_line(line_id=line.pk, at=NOON)

    assert line_card(line_id=line.pk).ended_at == NOON
    assert state_at_network(network_simulator) == ["terminated"]
    with in_public():
        assert PhoneNumber.objects.get(e164=line.e164).state == "quarantined"
        assert SimCard.objects.get(iccid=line.iccid).state == "retired"
    assert len(posted("line.ended")) == 1
    assert active_line_count(at=NOON) == 0
    with pytest.raises(LineEnded):
        suspend_line(line_id=line.pk, at=NOON)


def test_the_other_shop_can_change_nothing(line, globex):
    with in_tenant(globex):
        with pytest.raises(Line.DoesNotExist):
            suspend_line(line_id=line.pk, at=NOON)
        assert lines_of(person_id=line.person_id) == []
        name = request_id(event_id=line.events.model().pk, what="suspend")
        take_line_answer(request_id=name, state="done", at=NOON)

    assert line_card(line_id=line.pk).is_active
