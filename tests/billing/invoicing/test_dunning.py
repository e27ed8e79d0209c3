"""A bill nobody pays: reminded, warned, blocked, told of the end, ended; and each way out of it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.dunning import steps_of
from billing.invoicing.models import DunningStep, Invoice
from billing.invoicing.usecases.decline_charge import decline_charge
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.schedule_charge import schedule_charge
from billing.invoicing.usecases.send_dunning_letter import send_dunning_letter
from billing.invoicing.usecases.sweep_dunning import sweep_dunning
from billing.invoicing.usecases.take_dunning_step import take_dunning_step
from billing.invoicing.usecases.write_off_invoice import write_off_invoice
from billing.settlement.models import DunningTerms
from catalog.lines.changes import ChangePending
from catalog.lines.models import RESUME, SUSPEND, Line
from catalog.lines.usecases.resume_line import resume_line
from kith.money import Money
from kith.wall import day_here, in_public, in_tenant
from tests.catalog.network.letters import posted
from tests.factories.accounts import a_person
from tests.factories.disputes import a_dispute
from tests.factories.dunning import (
    DUE,
    a_bill_of_a_line,
    day,
    nights,
    pay,
    swept,
    the_network_does,
)
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line

STEPS = {"remind": 3, "warn": 23, "bar": 30, "notice": 40, "end": 50}


@pytest.fixture(autouse=True)
def books_are_right(acme):
    yield
    assert faults_of_the_house().faults == []


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


@pytest.fixture
def bill(ana) -> Invoice:
    return a_bill_of_a_line(person_id=ana.pk)


def the_line() -> Line:
    return Line.objects.get()


def test_a_bill_goes_through_all_steps_as_the_worked_example_says(bill, ana, globex):
    assert nights(60) == STEPS

    assert the_line().ended_at is not None
    assert bill.dunning_steps.filter(done_at=None).count() == 0
    bill.refresh_from_db()
    assert bill.is_owed
    days = [
        ("remind", "2026-12-03", None),
        ("warn", "2026-12-23", "2026-12-30"),
        ("bar", "2026-12-30", None),
        ("notice", "2027-01-09", "2027-01-19"),
        ("end", "2027-01-19", None),
    ]
    assert [
        (row.step, day_here(row.done_at).isoformat(), row.act_on and row.act_on.isoformat())
        for row in bill.dunning_steps.order_by("pk")
    ] == days
    subjects = [letter.subject for letter in mail.outbox]
    assert subjects == [
        "Reminder: your bill of €12.00 was due on 30 November 2026",
        "Your line is blocked on 30 December 2026 unless its bill is paid",
        "Your line +34 622 00 00 00 is blocked",
        "Your line ends on 19 January 2027 unless its bill is paid",
        "Your line +34 622 00 00 00 has ended",
    ]
    for letter in mail.outbox:
        assert letter.to == [ana.email]
        assert "/pay/" in letter.body
    with in_tenant(globex):
        assert not DunningStep.objects.exists()


def test_two_shops_each_go_by_their_own_bills(bill, globex):
    with in_tenant(globex):
        line = a_line(n=7, at=DUE)
        theirs = an_invoice(line_id=line.pk, at=DUE + timedelta(days=1))

    assert swept(day(3)) == ["remind"]
    with in_tenant(globex):
        assert swept(day(3)) == []
        assert swept(day(4)) == ["remind"]
        assert theirs.dunning_steps.count() == 1
    assert bill.dunning_steps.count() == 1


def test_the_job_run_twice_finds_nothing_more(bill):
    assert sweep_dunning(at=day(3)) == 1
    assert sweep_dunning(at=day(3)) == 0
    assert sweep_dunning(at=day(3) + timedelta(hours=3)) == 0
    assert len(posted("dunning.step_reached")) == 1


@pytest.mark.parametrize("step", STEPS)
def test_paid_in_the_middle_nothing_more_follows_and_a_blocked_line_opens(bill, step):
    """The night has posted the step, and the payment comes before it is taken."""
    number = STEPS[step]
    nights(number - 1)
    sweep_dunning(at=day(number))
    posted_step = bill.dunning_steps.get(step=step)
    was_blocked = the_line().suspended_at is not None
    assert was_blocked == (number > STEPS["bar"])
    pay(bill, day(number))
    told = len(mail.outbox)

    assert not send_dunning_letter(step_id=posted_step.pk, at=day(number))
    assert not take_dunning_step(step_id=posted_step.pk, at=day(number))
    assert nights(70, since=number) == {}

    line = the_line()
    assert (line.suspended_at, line.unpaid_since, line.ended_at) == (None, None, None)
    assert len(mail.outbox) == told
    posted_step.refresh_from_db()
    assert (posted_step.told_at, posted_step.done_at) == (None, None)


@pytest.mark.parametrize("step", STEPS)
def test_paid_after_a_step_the_line_works_unless_it_has_ended(bill, step):
    nights(STEPS[step])
    assert bill.dunning_steps.filter(step=step, done_at__isnull=False).exists()

    pay(bill, day(STEPS[step]))

    line = the_line()
    assert (line.ended_at is not None) == (step == "end")
    if step != "end":
        assert (line.suspended_at, line.unpaid_since) == (None, None)
    assert nights(70, since=STEPS[step]) == {}


def test_a_late_warning_moves_the_act(bill):
    """Nothing was done for a month: the first night warns, and a week passes before anything."""
    assert swept(day(35)) == ["warn"]
    assert nights(60, since=36) == {"bar": 42, "notice": 43, "end": 50}
    assert bill.dunning_steps.get(step="warn").act_on == day_here(day(42))


def test_a_night_that_was_missed_is_made_up_for(bill):
    nights(23)

    assert swept(day(33)) == ["bar"]
    assert swept(day(44)) == ["notice"]
    assert nights(60, since=45) == {"end": 51}


def test_terms_apply_from_their_date_and_a_day_that_was_named_is_kept(bill):
    nights(23)
    with in_public():
        DunningTerms.objects.create(
            starts_at=day(24), remind_days=2, warn_days=10, bar_days=20, notice_days=30, end_days=40
        )

    # The letter named day 30; from there on it goes by the new days.
    assert nights(60, since=24) == {"bar": 30, "notice": 31, "end": 40}


def test_softer_terms_wait_longer_than_the_letter_said(bill):
    nights(23)
    with in_public():
        DunningTerms.objects.create(
            starts_at=day(24), bar_days=33, notice_days=45, end_days=60, ahead_days=10
        )

    assert nights(70, since=24) == {"bar": 33, "notice": 45, "end": 60}


@pytest.mark.parametrize("days", [{"warn_days": 30}, {"end_days": 40}, {"ahead_days": 0}])
def test_terms_out_of_order_are_refused(days):
    with in_public():
        with pytest.raises(IntegrityError), transaction.atomic():
            DunningTerms.objects.create(starts_at=DUE, **days)
        assert not DunningTerms.objects.exists()


def test_a_bill_in_dispute_waits_and_is_looked_at_every_five_days(bill):
    part = Money(200, "EUR")
    record_payment(invoice_id=bill.pk, key="pi_1", payment_reference="pi_1", at=DUE, amount=part)
    nights(29)
    with in_public():
        dispute = a_dispute(payment="pi_1", status="under_review")

    assert nights(41, since=30) == {"bar": 40}
    assert the_line().unpaid_since is None
    with in_public():
        dispute.delete()
    assert nights(70, since=42) == {"bar": 45, "notice": 46, "end": 53}


def test_a_bill_that_is_being_charged_waits_too(bill):
    nights(29)
    charge = schedule_charge(invoice_id=bill.pk, turn=2, at=day(29))

    assert nights(34, since=30) == {"bar": 30}
    assert the_line().unpaid_since is None
    decline_charge(charge_id=charge.pk, reason="generic_decline", at=day(34))
    assert nights(35, since=35) == {"bar": 35}
    assert the_line().unpaid_since == day(35)


def test_a_bill_written_off_is_left_alone(bill):
    nights(23)
    # The step to block it was taken up in the moment before.
    bar = DunningStep.objects.create(invoice=bill, step="bar", taken_at=day(24))
    write_off_invoice(invoice_id=bill.pk, reason="gone", by=uuid4(), at=day(24))

    assert not take_dunning_step(step_id=bar.pk, at=day(31))
    assert nights(60, since=25) == {}
    assert the_line().unpaid_since is None


def test_without_a_line_in_service_there_is_a_reminder_and_no_more(bill, ana):
    an_invoice(person_id=ana.pk, at=DUE)
    Line.objects.update(ended_at=DUE)

    assert [one.step for one in steps_of(bill, at=day(2))] == ["remind"]
    assert swept(day(3)) == ["remind", "remind"]
    assert nights(60, since=4) == {}
    assert len(mail.outbox) == 2


def test_a_line_that_ends_after_the_warning_is_not_blocked(bill):
    nights(29)
    sweep_dunning(at=day(30))
    Line.objects.update(ended_at=day(30))

    assert not take_dunning_step(step_id=bill.dunning_steps.get(step="bar").pk, at=day(30))
    assert nights(60, since=31) == {}


def test_who_cannot_be_warned_is_not_blocked(bill):
    Invoice.objects.filter(pk=bill.pk).update(contact_email="", person_id=None)

    assert nights(60, since=23) == {"warn": 58}
    assert bill.dunning_steps.get().done_at is None
    Invoice.objects.filter(pk=bill.pk).update(contact_email="ana@example.org")
    assert nights(75, since=61) == {"warn": 63, "bar": 70, "notice": 71}


def test_another_change_of_the_line_is_waited_for(bill):
    nights(29)
    Line.objects.update(suspended_at=day(1))
    resume_line(line_id=the_line().pk, at=day(29))
    sweep_dunning(at=day(30))
    step = bill.dunning_steps.get(step="bar")

    with pytest.raises(ChangePending):
        take_dunning_step(step_id=step.pk, at=day(30))
    step.refresh_from_db()
    assert step.done_at is None
    the_network_does(day(30))
    assert take_dunning_step(step_id=step.pk, at=day(30))


def test_what_the_network_refused_is_asked_for_again_after_five_days(bill):
    nights(29)
    sweep_dunning(at=day(30))
    take_dunning_step(step_id=bill.dunning_steps.get(step="bar").pk, at=day(30))
    the_network_does(day(30), state="failed")
    assert bill.dunning_steps.get(step="bar").done_at is None

    assert nights(42, since=31) == {"bar": 35, "notice": 40}
    assert the_line().suspended_at == day(35)


def test_a_line_stays_blocked_while_another_bill_of_it_blocks_it(bill, ana):
    other = an_invoice(person_id=ana.pk, line_id=bill.line_id, at=DUE)
    nights(30)

    pay(bill, day(31))
    assert the_line().suspended_at is not None
    pay(other, day(31))

    assert the_line().suspended_at is None
    changes = the_line().events.filter(what__in=[SUSPEND, RESUME])
    assert list(changes.order_by("asked_at").values_list("what", flat=True)) == [SUSPEND, RESUME]


@pytest.mark.parametrize("number", [1, 50])
def test_a_night_costs_the_same_for_any_number_of_bills(ana, number, django_assert_max_num_queries):
    line = a_line(person_id=ana.pk, at=DUE)
    for _ in range(number):
        an_invoice(person_id=ana.pk, line_id=line.pk, at=DUE)

    # The transaction, the terms with their way through the wall, the steps, the letters.
    with django_assert_max_num_queries(8):
        assert sweep_dunning(at=day(3)) == number


def test_the_day_is_the_shops(bill):
    """At 23:30 UTC of the second day it is the third in Madrid."""
    at = datetime(2026, 12, 2, 22, 30, tzinfo=UTC)
    assert swept(at) == []
    assert swept(at + timedelta(hours=1)) == ["remind"]
    assert day_here(bill.dunning_steps.get().done_at) == date(2026, 12, 3)
