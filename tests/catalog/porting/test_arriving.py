"""Keeping one's number: the other operator's word, the move, and whatever breaks on the way."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from catalog.lines.models import Line
from catalog.lines.queries import history_of, line_card
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.end_line import end_line
from catalog.network.models import ComingNumber, ManualTask
from catalog.network.usecases.close_task import close_task
from catalog.numbering.usecases.recycle_numbers import recycle_numbers
from catalog.numbering.usecases.take_in_number import take_in_number
from catalog.porting.models import PortIn
from catalog.porting.queries import arrival_of
from catalog.porting.usecases.ask_leaving_code import ask_leaving_code
from catalog.porting.usecases.ask_port_in import (
    ask_port_in,
)
from catalog.porting.usecases.cancel_port_in import NumberMovesToday, cancel_port_in
from catalog.porting.usecases.cancel_port_in_of_line import cancel_port_in_of_line
from catalog.porting.usecases.follow_port_in import follow_port_in
from catalog.porting.usecases.take_port_word import take_port_word
from catalog.porting.usecases.tell_of_port_in import tell_of_port_in
from kith.failpoints import Died, dying_at, listing
from kith.wall import in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.catalog.porting.arriving import (
    MINE,
    MONDAY,
    a_wish,
    asked,
    followed,
    ports_at,
    services_at,
    state_of,
)
from tests.clock import NOON
from tests.factories.numbering import a_number_range

LATER = NOON + timedelta(days=1)


def word(port_in: PortIn, state: str, *, at=LATER, **said) -> None:
    take_port_word(port_in_id=port_in.pk, state=state, at=at, **said)


def told() -> list[str]:
    """Write the letters that are due, and return their subjects."""
    before = len(mail.outbox)
    for letter in posted("porting.port_in_changed"):
        tell_of_port_in(port_in_id=letter["port_in_id"], news=letter["news"], at=LATER)
    return [one.subject for one in mail.outbox[before:]]


def coming() -> list[tuple[str, str, bool]]:
    with in_public():
        rows = ComingNumber.objects.order_by("asked_at", "pk")
        return [(row.e164, row.waits_for, row.ended_at is None) for row in rows]


def test_a_number_comes_and_the_line_keeps_its_sim(served, network_simulator, globex):
    iccid, temporary = served.iccid, served.e164
    port_in = asked(served)
    assert ports_at(network_simulator) == [(MINE, "asked")]
    # Meanwhile it works on the number it has.
    assert services_at(network_simulator) == [(temporary, iccid)]
    assert arrival_of(line_id=served.pk, at=NOON).waits_for == "operator"

    word(port_in, "accepted", moves_on=MONDAY)
    assert arrival_of(line_id=served.pk, at=LATER).waits_for == "day"
    network_simulator.other_operator_says(MINE, "moved")
    word(port_in, "moved")

    line = line_card(line_id=served.pk)
    assert (line.e164, line.iccid, line.is_active) == (MINE, iccid, True)
    assert services_at(network_simulator) == [(MINE, iccid)]
    assert (state_of(MINE), state_of(temporary)) == ("assigned", "quarantined")
    assert history_of(line_id=served.pk)[0].what == "brought"
    port_in.refresh_from_db()
    assert (port_in.outcome, port_in.account) == ("moved", "")
    assert coming() == [(MINE, "day", False)]
    with in_tenant(globex):
        assert not PortIn.objects.exists()


def test_each_address_of_the_owner_hears_of_each_change_once(served, person):
    with in_public():
        EmailAddress.objects.create(user=person, email="old@example.com", verified=True)
    port_in = asked(served)
    assert told() == ["We are asking for your number +34 655 12 34 56"] * 2
    word(port_in, "accepted", moves_on=MONDAY)
    word(port_in, "accepted", moves_on=MONDAY)
    assert told() == ["Your number +34 655 12 34 56 moves on 2 Mar 2026"] * 2
    word(port_in, "moved")
    word(port_in, "moved")

    assert told() == ["Your number +34 655 12 34 56 is here"] * 2
    assert {one.to[0] for one in mail.outbox} == {"old@example.com", person.email}
    assert not any("A-7781" in one.body for one in mail.outbox)
    assert told() == []


@pytest.mark.parametrize(
    "words",
    [
        ["moved", "accepted", "moved", "refused"],
        ["accepted", "asked", "moved", "cancelled"],
        ["refused", "moved", "refused"],
    ],
)
def test_in_whatever_order_words_arrive_a_number_that_moved_is_the_lines(served, words):
    port_in = asked(served)

    for said in words:
        word(port_in, said)

    assert line_card(line_id=served.pk).e164 == MINE
    assert PortIn.objects.get().outcome == "moved"
    assert [moment.what for moment in history_of(line_id=served.pk)].count("brought") == 1


def test_a_refusal_says_why_and_is_corrected(served, network_simulator):
    temporary = served.e164
    port_in = asked(served)
    network_simulator.other_operator_says(MINE, "refused", reason="account_wrong", times=0)
    word(port_in, "refused", reason="account_wrong")

    assert line_card(line_id=served.pk).e164 == temporary
    assert state_of(MINE) == ""
    assert told() == ["Your number +34 655 12 34 56 could not be brought over yet"]
    assert "Movistar does not know this account number" in mail.outbox[-1].body
    assert "correct it and send it again" in mail.outbox[-1].body
    again = asked(served, a_wish(account="B-9000"))
    assert again.pk != port_in.pk
    assert ports_at(network_simulator) == [(MINE, "refused"), (MINE, "asked")]


def test_what_the_network_refuses_at_once_was_never_under_way(served, network_simulator):
    network_simulator.misbehave("refuse", verb="port_in", reason="number_unknown")

    port_in = asked(served)

    assert (port_in.state, port_in.outcome, port_in.reason) == (
        "failed",
        "refused",
        "number_unknown",
    )
    assert ports_at(network_simulator) == []


@pytest.mark.parametrize(("state", "outcome"), [("moved", "moved"), ("refused", "refused")])
def test_what_nobody_tells_us_is_found_within_the_hour(served, network_simulator, state, outcome):
    port_in = asked(served)
    network_simulator.other_operator_says(MINE, state, reason="number_blocked", times=0)

    assert follow_port_in(port_in_id=port_in.pk, at=NOON + timedelta(minutes=59)).outcome == ""
    assert follow_port_in(port_in_id=port_in.pk, at=NOON + timedelta(minutes=60)).outcome == outcome


def test_an_operator_that_is_silent_is_late_after_two_working_days(served, network_simulator):
    network_simulator.misbehave("silent", verb="port_in")
    # Sunday noon: two working days later is Tuesday noon.
    port_in = asked(served)

    for hours, is_late in ((47, False), (48, True)):
        at = NOON + timedelta(hours=hours)
        follow_port_in(port_in_id=port_in.pk, at=at)
        assert arrival_of(line_id=served.pk, at=at).is_late is is_late
        with in_public():
            assert ComingNumber.objects.late(at=at).exists() is is_late


@pytest.mark.parametrize("mode", ["drop", "error"])
def test_an_answer_that_was_lost_is_looked_for_and_the_number_asked_for_once(
    served, network_simulator, mode
):
    network_simulator.misbehave(mode, verb="port_in")
    port_in = asked(served)
    assert port_in.state == "unknown"

    port_in = followed(port_in, NOON + timedelta(hours=1))

    assert (port_in.state, port_in.is_submitted) == ("done", True)
    assert ports_at(network_simulator) == [(MINE, "asked")]


@pytest.mark.parametrize("errand", ["bring", "leave"])
@pytest.mark.parametrize("later", [timedelta(seconds=90), timedelta(days=1)])
def test_whoever_dies_on_the_way_asks_once_and_calls_off_once(
    served, network_simulator, errand, later
):
    def begun(at) -> PortIn:
        port_in = ask_port_in(line_id=served.pk, wish=a_wish(), by=served.person_id, at=at)
        if errand == "leave":
            follow_port_in(port_in_id=port_in.pk, at=at)
            cancel_port_in(line_id=served.pk, by=served.person_id, at=at)
        return port_in

    port_in = begun(NOON)
    with listing() as places:
        followed(port_in, NOON)
    cancel_port_in(line_id=served.pk, by=served.person_id, at=NOON)
    for port_in in PortIn.objects.open():
        followed(port_in, NOON + timedelta(hours=2))
    for place in range(len(places)):
        port_in = begun(NOON)
        with pytest.raises(Died), dying_at(place):
            followed(port_in, NOON)
        port_in = followed(port_in, NOON + later)
        mine = [state for _, state in ports_at(network_simulator)]
        if errand == "bring":
            assert mine.count("asked") == 1
            cancel_port_in(line_id=served.pk, by=served.person_id, at=NOON + later)
            followed(port_in, NOON + later + timedelta(hours=2))
        assert "asked" not in [state for _, state in ports_at(network_simulator)]
        assert PortIn.objects.get(pk=port_in.pk).outcome == "cancelled"
    assert places


def test_what_was_not_sent_yet_is_called_off_without_the_network(served, network_simulator):
    port_in = ask_port_in(line_id=served.pk, wish=a_wish(), by=served.person_id, at=NOON)

    cancel_port_in(line_id=served.pk, by=served.person_id, at=NOON)

    port_in = follow_port_in(port_in_id=port_in.pk, at=NOON)
    assert (port_in.outcome, port_in.account) == ("cancelled", "")
    assert ports_at(network_simulator) == []
    assert coming() == [(MINE, "us", False)]
    assert told() == ["Your number +34 655 12 34 56 stays with Movistar"]


def test_it_is_called_off_until_the_day_before(served, network_simulator):
    port_in = asked(served)
    word(port_in, "accepted", moves_on=MONDAY + timedelta(days=1), at=NOON)
    cancel_port_in(line_id=served.pk, by=served.person_id, at=NOON + timedelta(hours=30))
    cancel_port_in(line_id=served.pk, by=served.person_id, at=NOON + timedelta(hours=30))
    assert arrival_of(line_id=served.pk, at=NOON).is_calling_off

    port_in = followed(port_in, NOON + timedelta(hours=30))

    assert port_in.outcome == "cancelled"
    assert ports_at(network_simulator) == [(MINE, "cancelled")]
    later = a_wish(on=date(2026, 3, 4))
    assert asked(served, later, at=NOON + timedelta(hours=31)).pk != port_in.pk


def test_on_the_day_of_the_move_it_is_too_late(served, network_simulator):
    port_in = asked(served)
    word(port_in, "accepted", moves_on=MONDAY, at=NOON)

    with pytest.raises(NumberMovesToday):
        cancel_port_in(line_id=served.pk, by=served.person_id, at=NOON + timedelta(days=1))

    port_in.refresh_from_db()
    assert (port_in.cancel_asked_at, port_in.errand) == (None, "bring")


@pytest.mark.parametrize("spoilt", ["drop", "refuse"])
def test_calling_off_meets_a_number_that_has_moved(served, network_simulator, spoilt):
    port_in = asked(served)
    cancel_port_in(line_id=served.pk, by=served.person_id, at=NOON)
    network_simulator.misbehave(spoilt, verb="cancel_port")
    if spoilt == "refuse":
        network_simulator.other_operator_says(MINE, "moved", times=0)

    port_in = followed(port_in, NOON)
    port_in = followed(port_in, NOON + timedelta(hours=3))
    port_in = follow_port_in(port_in_id=port_in.pk, at=NOON + timedelta(hours=5))

    is_moved = spoilt == "refuse"
    assert port_in.outcome == ("moved" if is_moved else "cancelled")
    assert (line_card(line_id=served.pk).e164 == MINE) is is_moved


def test_a_line_that_ends_calls_its_number_off(served, network_simulator):
    port_in = asked(served)
    end_line(line_id=served.pk, at=NOON)
    carry_out_change(event_id=served.events.get(what="terminate").pk, at=NOON)
    cancel_port_in_of_line(line_id=served.pk, at=NOON)

    port_in = followed(port_in, NOON)

    assert (port_in.outcome, port_in.reason) == ("cancelled", "line_ended")
    assert told() == ["Your number +34 655 12 34 56 stays with Movistar"]
    assert "Your line here has ended" in mail.outbox[-1].body


def test_a_number_that_moves_to_a_line_that_ended_rests_and_goes_back(served, network_simulator):
    port_in = asked(served)
    Line.objects.filter(pk=served.pk).update(ended_at=NOON)

    word(port_in, "moved", at=NOON)

    assert line_card(line_id=served.pk).e164 == served.e164
    assert state_of(MINE) == "quarantined"
    recycle_numbers(at=NOON + timedelta(days=91))
    # Back to the operator of its range: nobody here is ever given it.
    assert state_of(MINE) == "left"


def test_a_number_that_was_brought_and_leaves_again_never_comes_to_our_stock(
    served, network_simulator
):
    word(asked(served), "moved", at=NOON)
    temporary = served.e164
    end_line(line_id=served.pk, at=NOON)
    carry_out_change(event_id=served.events.get(what="terminate").pk, at=NOON)
    assert state_of(MINE) == "quarantined"
    # For 30 days it can be taken along from here.
    assert (
        ask_leaving_code(line_id=served.pk, by=served.person_id, at=NOON + timedelta(days=29)).e164
        == MINE
    )

    recycle_numbers(at=NOON + timedelta(days=91))

    assert (state_of(MINE), state_of(temporary)) == ("left", "available")


def test_a_number_of_our_own_that_had_left_comes_back(served, network_simulator):
    with in_public():
        take_in_number(e164=MINE, holder="line:before", at=NOON, rests=True)
        recycle_numbers(at=NOON + timedelta(days=91))
        a_number_range(size=1, start=int(MINE[1:]))
    assert state_of(MINE) == "left"

    word(asked(served), "moved", at=NOON)

    assert (line_card(line_id=served.pk).e164, state_of(MINE)) == (MINE, "assigned")


@pytest.mark.parametrize("ends", ["done", "refused", "called off"])
def test_staff_bring_a_number_by_hand_where_the_network_has_no_door(
    served, settings, drain_outbox, ends
):
    settings.NETWORK_ADAPTER = "manual"
    port_in = asked(served)
    with in_public():
        task = ManualTask.objects.get()
    assert (task.verb, task.particulars["account"]) == ("bring", "A-7781")

    if ends == "called off":
        cancel_port_in(line_id=served.pk, by=served.person_id, at=NOON)
        port_in = followed(port_in, NOON)
    else:
        close_task(
            task_id=task.pk,
            is_done=ends == "done",
            reason="holder_differs",
            by=served.person_id,
            at=NOON,
        )
        drain_outbox()
        port_in.refresh_from_db()

    outcome = {"done": "moved", "refused": "refused", "called off": "cancelled"}[ends]
    assert port_in.outcome == outcome
    assert (line_card(line_id=served.pk).e164 == MINE) is (ends == "done")
    with in_public():
        task.refresh_from_db()
    assert (task.particulars, task.closed_at is None) == ({}, False)
