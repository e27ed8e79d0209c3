"""What may be wished for: looked at before anything is sent, and once more as it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from catalog.lines.usecases.schedule_line_end import schedule_line_end
from catalog.network.models import ComingNumber
from catalog.network.usecases.announce_number import NumberComesAlready
from catalog.porting.models import PortIn
from catalog.porting.requests import (
    AccountUnreadable,
    DayImpossible,
    NumberAbroad,
    NumberIsOurs,
    NumberNotMobile,
    NumberUnreadable,
    OperatorUnknown,
    read_wish,
)
from catalog.porting.usecases.ask_leaving_code import NumberComes, ask_leaving_code
from catalog.porting.usecases.ask_port_in import (
    AnotherNumberComes,
    LineGoes,
    NumberLeaves,
    ask_port_in,
)
from catalog.porting.usecases.follow_port_in import follow_port_in
from kith.wall import in_public, in_tenant
from tests.catalog.porting.arriving import MINE, MONDAY, a_served_line, a_wish, asked
from tests.clock import NOON


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"number": "12"}, NumberUnreadable),
        ({"number": "hello"}, NumberUnreadable),
        ({"number": "+33612345678"}, NumberAbroad),
        ({"number": "912345678"}, NumberNotMobile),
        ({"operator": ""}, OperatorUnknown),
        ({"operator": "kith"}, OperatorUnknown),
        ({"account": "7"}, AccountUnreadable),
        ({"account": "<script>"}, AccountUnreadable),
        ({"wanted_on": date(2026, 3, 1)}, DayImpossible),
        ({"wanted_on": date(2026, 3, 7)}, DayImpossible),
        ({"wanted_on": date(2026, 4, 1)}, DayImpossible),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_sent(acme, typed, refusal):
    right = {"number": "655 123 456", "operator": "movistar", "account": "a-77 81"}

    with pytest.raises(refusal):
        read_wish(**{**right, "wanted_on": None, **typed}, at=NOON)

    wish = read_wish(**right, wanted_on=None, at=NOON)
    assert (wish.e164, wish.account, wish.wanted_on) == (MINE, "A-7781", MONDAY)
    assert not PortIn.objects.exists()


def test_a_number_with_us_or_on_its_way_is_refused(served, network_simulator, home):
    other = a_served_line(n=1)
    with pytest.raises(NumberIsOurs):
        ask_port_in(line_id=served.pk, wish=a_wish(other.e164), by=served.person_id, at=NOON)
    asked(served)
    with pytest.raises(NumberComesAlready):
        ask_port_in(line_id=other.pk, wish=a_wish(), by=other.person_id, at=NOON)
    with in_tenant(home):
        elsewhere = a_served_line(n=2)
        with pytest.raises(NumberComesAlready):
            ask_port_in(line_id=elsewhere.pk, wish=a_wish(), by=elsewhere.person_id, at=NOON)
        assert not PortIn.objects.exists()

    assert PortIn.objects.get().line_id == served.pk


def test_a_line_waits_for_one_number_and_stays_meanwhile(served, network_simulator):
    first = asked(served)
    assert asked(served).pk == first.pk
    with pytest.raises(AnotherNumberComes):
        ask_port_in(line_id=served.pk, wish=a_wish("+34655000001"), by=served.person_id, at=NOON)
    with pytest.raises(NumberComes):
        ask_leaving_code(line_id=served.pk, by=served.person_id, at=NOON)

    assert PortIn.objects.count() == 1


def test_a_line_about_to_go_takes_no_number(served, network_simulator):
    ask_leaving_code(line_id=served.pk, by=served.person_id, at=NOON)
    with pytest.raises(NumberLeaves):
        asked(served)
    other = a_served_line(n=1)
    schedule_line_end(line_id=other.pk, by=other.person_id, at=NOON)
    with pytest.raises(LineGoes):
        asked(other)

    assert not PortIn.objects.exists()
    with in_public():
        assert not ComingNumber.objects.exists()


def test_a_day_that_is_over_before_anything_was_sent_becomes_the_next_one(
    served, network_simulator
):
    wish = replace(a_wish(), wanted_on=MONDAY)
    port_in = ask_port_in(line_id=served.pk, wish=wish, by=served.person_id, at=NOON)

    port_in = follow_port_in(port_in_id=port_in.pk, at=NOON + timedelta(days=3))

    assert port_in.moves_on == date(2026, 3, 5)
    assert network_simulator.memory()["ports"][0]["moves_on"] == "2026-03-05"
