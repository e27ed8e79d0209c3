"""A line comes to a larger plan in the middle of its period: the network first, the plan after."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from catalog.lines.changes import request_id
from catalog.lines.due import lines_to_switch
from catalog.lines.models import CHANGE_PLAN, Line, PlanChange
from catalog.lines.plans import Plan, PlanUnderWay
from catalog.lines.queries import has_taken_plan, line_card, line_in_period, running_period
from catalog.lines.usecases.begin_upgrade import begin_upgrade
from catalog.lines.usecases.carry_out_change import carry_out_change
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.keep_plan import keep_plan
from catalog.lines.usecases.renew_line import renew_line
from catalog.lines.usecases.schedule_plan_change import schedule_plan_change
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.lines.usecases.switch_due_plans import switch_due_plans
from catalog.lines.usecases.switch_plan import switch_plan
from catalog.lines.usecases.take_line_answer import take_line_answer
from kith.money import Money
from kith.wall import in_tenant
from tests.catalog.lines.test_change_plan import BY, SMALL, known, plan_at
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.lines import a_line
from tests.factories.upgrades import a_larger_plan

__all__ = ["known"]
APRIL = datetime(2026, 4, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LATER = NOON + 10 * DAY


def begin(line, *, at=LATER, until=date(2026, 4, 1), **parts):
    line = Line.objects.get(pk=line.pk)
    becomes = a_larger_plan(line, **parts)
    was = Plan.of_line(line)
    return begin_upgrade(line_id=line.pk, was=was, becomes=becomes, until=until, by=BY, at=at)


def answer(line, state, *, at=LATER):
    """Ask the network, and hear its answer by the way of a callback."""
    switch_plan(line_id=line.pk, at=at)
    event = line.events.get(done_at=None, failed_at=None)
    name = request_id(event_id=event.pk, what=event.what)
    for _ in range(2):
        take_line_answer(request_id=name, state=state, reason="no room", at=at)
    return event


def test_the_network_is_asked_first_and_the_plan_comes_with_its_answer(
    known, globex, network_simulator
):
    change = begin(known)
    card = line_card(line_id=known.pk)

    assert (card.offer_name, card.next_plan, card.changing) == ("Coast 10", None, CHANGE_PLAN)
    assert posted("line.plan_due") == [{"line_id": str(known.pk)}]
    for _ in range(2):
        assert switch_plan(line_id=known.pk, at=LATER)
    event = known.events.get(done_at=None, failed_at=None)
    assert event.base_code == "mobile-20"
    carry_out_change(event_id=event.pk, at=LATER)

    assert plan_at(network_simulator) == "mobile-20"
    known.refresh_from_db()
    assert Plan.of_line(known) == a_larger_plan(known)
    assert known.next_renewal_on == date(2026, 4, 1)
    assert has_taken_plan(change_id=change.pk)
    assert posted("line.plan_changed") == [{"change_id": str(change.pk)}]
    assert lines_to_switch() == []
    with in_tenant(globex):
        assert not PlanChange.objects.exists()
        assert not has_taken_plan(change_id=change.pk)


def test_what_the_network_refuses_leaves_the_line_as_it_was_and_can_be_tried_again(acme):
    line = a_line()
    change = begin(line)

    answer(line, "failed")

    line.refresh_from_db()
    assert line.offer_name == "Coast 10"
    assert posted("line.plan_refused") == [{"change_id": str(change.pk)}]
    assert lines_to_switch() == []
    again = begin(line)
    answer(line, "done")
    line.refresh_from_db()
    assert (line.offer_name, has_taken_plan(change_id=again.pk)) == ("Coast 20", True)


def test_the_bill_of_the_running_period_asks_what_was_agreed_however_late_it_is_written(acme):
    line = a_line()
    begin(line, at=NOON)
    answer(line, "done", at=NOON)
    noon_past = NOON + timedelta(hours=1)
    begin(line, at=noon_past, offer_code="coast-30", base_code="mobile-30", price_minor=3_000)
    answer(line, "done", at=noon_past)
    renew_line(line_id=line.pk, at=APRIL)

    # It was on the first day of the period: that day's price is the old one all the same.
    assert line_in_period(line_id=line.pk, starts_on=NOON.date()).price == Money(1200, "EUR")
    assert line_in_period(line_id=line.pk, starts_on=date(2026, 4, 1)).price == Money(3000, "EUR")


def test_a_plan_that_waits_is_dropped_and_one_that_is_under_way_keeps_others_out(acme):
    line = a_line()
    waiting = schedule_plan_change(line_id=line.pk, plan=SMALL, by=BY, at=NOON)
    change = begin(line)

    waiting.refresh_from_db()
    assert waiting.undone_at == LATER
    assert line.events.filter(what="plan_dropped", note="Coast 5").exists()
    assert keep_plan(line_id=line.pk, by=BY, at=LATER) is None
    with pytest.raises(PlanUnderWay) as caught:
        schedule_plan_change(line_id=line.pk, plan=SMALL, by=BY, at=LATER)
    assert caught.value.mend
    assert begin(line) is None
    assert list(PlanChange.objects.filter(undone_at=None)) == [change]
    answer(line, "done")
    # And down again, with the next period.
    schedule_plan_change(line_id=line.pk, plan=SMALL, by=BY, at=LATER)
    renew_line(line_id=line.pk, at=APRIL)
    assert line_card(line_id=line.pk).price == Money(800, "EUR")


UNFIT = [
    {"ended_at": NOON},
    {"ends_on": date(2026, 4, 1)},
    {"suspended_at": NOON},
    {"unpaid_since": NOON},
    {"next_renewal_on": date(2026, 5, 1)},
    {"next_renewal_on": LATER.date()},
    {"price_minor": 1_300},
]


@pytest.mark.parametrize("facts", UNFIT)
def test_a_line_that_is_no_longer_what_was_paid_for_takes_nothing(acme, facts):
    line = a_line()
    was, becomes = Plan.of_line(line), a_larger_plan(line)
    Line.objects.filter(pk=line.pk).update(**facts)

    until = date(2026, 4, 1)
    begun = begin_upgrade(line_id=line.pk, was=was, becomes=becomes, until=until, by=BY, at=LATER)

    assert begun is None
    assert not PlanChange.objects.exists()
    assert posted("line.plan_due") == []


def test_no_answer_before_the_next_period_means_no_plan_and_a_late_one_is_taken_back(acme):
    line = a_line()
    change = begin(line)
    switch_plan(line_id=line.pk, at=LATER)
    event = line.events.get(done_at=None, failed_at=None)

    renew_line(line_id=line.pk, at=APRIL)

    assert posted("line.plan_refused") == [{"change_id": str(change.pk)}]
    assert line_in_period(line_id=line.pk, starts_on=date(2026, 4, 1)).price == Money(1200, "EUR")
    name = request_id(event_id=event.pk, what=event.what)
    for _ in range(2):
        take_line_answer(request_id=name, state="done", at=APRIL)
    line.refresh_from_db()
    assert line.offer_name == "Coast 10"
    back = line.events.get(done_at=None, failed_at=None)
    assert (back.what, back.base_code) == (CHANGE_PLAN, "mobile-10")
    assert len(posted("line.plan_refused")) == 1


def test_a_line_that_ends_on_the_way_gives_its_plan_up(known):
    suspend_line(line_id=known.pk, at=LATER)
    carry_out_change(event_id=known.events.get(done_at=None).pk, at=LATER)
    Line.objects.update(suspended_at=None)
    change = begin(known)
    end_line(line_id=known.pk, at=LATER)
    carry_out_change(event_id=known.events.get(done_at=None).pk, at=LATER)

    assert posted("line.plan_refused") == [{"change_id": str(change.pk)}]
    assert not switch_plan(line_id=known.pk, at=LATER)
    assert lines_to_switch() == []


def test_the_night_asks_for_what_was_never_asked_and_a_smaller_plan_before_it_is_behind(acme):
    line = a_line()
    schedule_plan_change(line_id=line.pk, plan=SMALL, by=BY, at=NOON)
    renew_line(line_id=line.pk, at=APRIL)
    # The network never took the smaller plan.
    change = begin(line, at=APRIL + DAY, until=date(2026, 5, 1))

    assert switch_due_plans(at=APRIL + 2 * DAY) == 1
    answer(line, "done", at=APRIL + 2 * DAY)

    assert posted("line.plan_changed") == [{"change_id": str(change.pk)}]
    assert lines_to_switch() == []
    assert line_card(line_id=line.pk).offer_name == "Coast 20"


def test_a_plan_of_the_same_product_comes_at_once(acme):
    line = a_line()
    change = begin(line, base_code=line.base_code)

    assert line_card(line_id=line.pk).offer_name == "Coast 20"
    assert posted("line.plan_due") == []
    assert posted("line.plan_changed") == [{"change_id": str(change.pk)}]


@pytest.mark.parametrize(
    ("at", "period"),
    [
        (datetime(2028, 1, 31, 12, tzinfo=UTC), (date(2028, 1, 31), date(2028, 2, 29))),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), (date(2028, 2, 29), date(2028, 3, 29))),
        (datetime(2026, 12, 15, 12, tzinfo=UTC), (date(2026, 12, 15), date(2027, 1, 15))),
    ],
)
def test_the_running_period_is_known_in_every_month(acme, at, period):
    line = a_line(at=at)

    assert running_period(line_id=line.pk) == period
    assert running_period(line_id=a_line(n=2, period="once").pk) is None
    renew_line(line_id=line.pk, at=at + 35 * DAY)
    assert running_period(line_id=line.pk)[0] == period[1]


def test_the_database_lets_none_be_there_that_the_network_has_not(acme):
    change = begin(a_line())

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanChange.objects.filter(pk=change.pk).update(done_at=LATER)
