"""A scheduled job is done, or done again: whatever dies, sleeps or is emptied meanwhile."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from celery.schedules import crontab
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.doors import gathered, jobs
from kith.errors import Unavailable
from kith.outbox.deliver import make_delivery, sort_letters
from kith.outbox.jobs import APART, post_due_jobs, schedule, states_of_jobs
from kith.outbox.models import Delivery, JobRun, Letter
from kith.outbox.timetable import Job, last_slot, slots_after
from kith.wall import current_tenant, in_public
from tests.kith.outbox.test_a_worker_dies import lost_within
from tests.post import let_pass

# After today, whenever that is: letters are posted by the database's own clock.
MIDNIGHT = datetime(2099, 3, 2, 0, 30, tzinfo=UTC)
EVENING, MORNING = MIDNIGHT - timedelta(hours=3), MIDNIGHT + timedelta(hours=8)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NIGHTLY = crontab(hour="0", minute="30")
done = []
failing: list[Exception] = []


def sweep(*, at):
    tenant = current_tenant()
    if failing:
        raise failing[0]
    done.append((tenant.slug if tenant else None, at))


@pytest.fixture(autouse=True)
def _timetable():
    done.clear()
    failing.clear()
    yield
    schedule(jobs(gathered()))


@pytest.fixture
def nightly(public):
    """One nightly job that was seen in the evening."""
    schedule([Job("sweep", "Sweep", sweep, NIGHTLY)])
    post_due_jobs(at=EVENING)


def look(at):
    """Look once, and let a worker do what is due by then."""
    with in_public():
        post_due_jobs(at=at)
    let_pass(timedelta(0), start=at)


def test_a_job_runs_once_a_turn_with_the_time_of_its_turn(nightly):
    for at in (MIDNIGHT - MINUTE, MIDNIGHT, MIDNIGHT, MIDNIGHT + MINUTE, MORNING):
        look(at)

    assert done == [(None, MIDNIGHT)]
    assert JobRun.objects.get(due_at=MIDNIGHT).done_at is not None


def test_a_job_that_is_new_missed_nothing(public):
    schedule([Job("sweep", "Sweep", sweep, NIGHTLY)])
    look(MORNING)
    assert done == []

    look(MIDNIGHT + DAY)
    assert done == [(None, MIDNIGHT + DAY)]


def test_a_scheduler_asleep_over_midnight_runs_what_it_missed(nightly):
    look(MORNING)

    assert done == [(None, MIDNIGHT)]


def test_many_missed_turns_are_one_where_the_latest_is_enough(nightly):
    look(MORNING + 3 * DAY)
    look(MORNING + 3 * DAY + MINUTE)

    assert done == [(None, MIDNIGHT + 3 * DAY)]


def test_each_missed_turn_is_run_oldest_first_where_each_matters(public):
    schedule([Job("count", "Count", sweep, NIGHTLY, is_each_turn_run=True)])
    post_due_jobs(at=EVENING)
    for minute in range(5):
        look(MORNING + 2 * DAY + minute * MINUTE)

    assert [at for _, at in done] == [MIDNIGHT, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY]


def test_a_turn_that_is_late_leaves_the_work_to_the_latest(nightly):
    failing.append(ValueError("no luck"))
    look(MIDNIGHT)
    failing.clear()
    look(MIDNIGHT + DAY)

    assert done == [(None, MIDNIGHT + DAY)]
    assert not JobRun.objects.filter(name="sweep", done_at=None).exists()


def test_a_tenants_part_that_is_late_is_done_as_of_the_latest_turn(acme):
    schedule([Job("sweep", "Sweep", sweep, NIGHTLY, in_each_tenant=True)])
    with in_public():
        post_due_jobs(at=EVENING)
    failing.append(ValueError("no luck"))
    look(MIDNIGHT)
    failing.clear()
    look(MIDNIGHT + DAY)

    assert {tenant for tenant, _ in done} >= {"acme"}
    assert {at for _, at in done} == {MIDNIGHT + DAY}


def test_every_open_tenant_gets_its_part_once(acme, globex):
    schedule([Job("sweep", "Sweep", sweep, NIGHTLY, in_each_tenant=True)])
    with in_public():
        post_due_jobs(at=EVENING)
    for at in (MIDNIGHT, MIDNIGHT + MINUTE, MORNING):
        look(at)

    assert sorted(done) == [("acme", MIDNIGHT), ("globex", MIDNIGHT), ("home", MIDNIGHT)]


def test_the_parts_of_many_tenants_are_spread(acme, globex):
    schedule([Job("sweep", "Sweep", sweep, NIGHTLY, in_each_tenant=True)])
    with in_public():
        post_due_jobs(at=EVENING)
        post_due_jobs(at=MIDNIGHT)
        sort_letters(at=MIDNIGHT)
        whole = Delivery.objects.get(letter__event="job.due", tenant_id=None)

        with CaptureQueriesContext(connection) as said:
            make_delivery(whole.pk)

        parts = Letter.objects.filter(event="job.due").exclude(tenant_id=None)
        due = list(parts.order_by("available_at").values_list("available_at", flat=True))
    assert [later - earlier for earlier, later in pairwise(due)] == [APART, APART]
    assert sum("outbox_letter" in one["sql"].partition("(")[0] for one in said) == 1


def test_a_fault_is_tried_again_and_said(nightly):
    failing.append(ValueError("no luck"))
    look(MIDNIGHT)
    turn = JobRun.objects.get(due_at=MIDNIGHT)
    assert (turn.done_at, turn.attempts) == (None, 1)
    assert "no luck" in turn.last_error

    failing.clear()
    let_pass(HOUR, start=MIDNIGHT)

    turn.refresh_from_db()
    assert (turn.done_at is not None, turn.attempts, turn.last_error) == (True, 2, "")
    assert done == [(None, MIDNIGHT)]


def test_an_outage_over_the_turn_is_waited_out(nightly):
    failing.append(Unavailable("away"))
    look(MIDNIGHT)
    end = let_pass(2 * HOUR, start=MIDNIGHT)
    failing.clear()
    let_pass(HOUR, start=end)

    assert done == [(None, MIDNIGHT)]


def test_a_job_that_is_not_done_in_time_is_overdue_by_name(nightly):
    look(MIDNIGHT)
    assert [(job.name, job.is_overdue) for job in states_of_jobs(at=MORNING)] == [("sweep", False)]
    failing.append(ValueError("no luck"))
    look(MIDNIGHT + DAY)

    soon, later = MIDNIGHT + DAY + MINUTE, MORNING + DAY
    assert not states_of_jobs(at=soon)[0].is_overdue
    assert states_of_jobs(at=later)[0].is_overdue


def test_staff_read_which_job_is_late(staff):
    schedule([Job(name, name.title(), sweep, NIGHTLY) for name in ("sweep", "count", "tidy")])
    long_ago = timezone.now() - 3 * DAY
    JobRun.objects.create(name="sweep", slot="old", due_at=long_ago, done_at=long_ago)
    JobRun.objects.create(name="count", slot="new", due_at=timezone.now(), done_at=timezone.now())

    _, swept, counted, tidied = staff.get("/staff/jobs/").text.split("<tbody")[1].split("<tr")

    assert "Sweep" in swept
    assert "Late" in swept
    assert "Count" in counted
    assert "On time" in counted
    assert "Not yet" in tidied
    assert "1 scheduled job is late" in staff.get("/staff/").text


@pytest.mark.parametrize(
    ("when", "at", "slot"),
    [
        (NIGHTLY, MIDNIGHT, MIDNIGHT),
        (NIGHTLY, MIDNIGHT - MINUTE, MIDNIGHT - DAY),
        (NIGHTLY, MORNING, MIDNIGHT),
        (crontab(minute="*/5"), MORNING + 4 * MINUTE, MORNING),
        (
            crontab(hour="3", minute="0", day_of_week="sun"),
            MORNING,
            datetime(2099, 3, 1, 3, tzinfo=UTC),
        ),
        (
            crontab(hour="3", minute="0", day_of_month="29"),
            MORNING,
            datetime(2099, 1, 29, 3, tzinfo=UTC),
        ),
    ],
)
def test_the_last_turn_of_a_timetable(when, at, slot):
    assert last_slot(when, at=at) == slot


def test_turns_between_two_moments():
    assert slots_after(NIGHTLY, after=MIDNIGHT, until=MORNING + 2 * DAY, most=9) == [
        MIDNIGHT + DAY,
        MIDNIGHT + 2 * DAY,
    ]


def test_every_declared_job_is_on_the_timetable_and_has_a_turn():
    declared = jobs(gathered())

    assert len(declared) >= 9
    for job in declared:
        assert last_slot(job.when, at=MORNING) > MORNING - 2 * DAY


@contextmanager
def a_worker_with(delivery):
    """A process that has begun the turn; it is ended with the block, at the latest."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.kith.outbox.dying", "job", str(delivery.pk)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    try:
        assert worker.stdout.readline() == "begun\n"
        yield worker
    finally:
        worker.kill()
        worker.communicate()


@pytest.fixture
def committed(house):
    """A turn that is really posted; gone after the test."""
    schedule([Job("sweep", "Sweep", sweep, NIGHTLY)])
    with in_public():
        post_due_jobs(at=EVENING)
        post_due_jobs(at=MIDNIGHT)
        sort_letters(at=timezone.now())
        yield Delivery.objects.get(letter__event="job.due")
        Letter.objects.filter(event="job.due").delete()
        JobRun.objects.filter(name="sweep").delete()


def test_a_turn_whose_worker_is_killed_in_the_middle_is_run_again(committed):
    with a_worker_with(committed) as worker:
        assert not make_delivery(committed.pk)
        turn = JobRun.objects.get(due_at=MIDNIGHT)
        assert (turn.attempts, turn.done_at) == (1, None)
        worker.kill()
        worker.wait()
        assert lost_within(5) == 1

    assert make_delivery(committed.pk)

    turn.refresh_from_db()
    assert (turn.attempts, turn.done_at is not None) == (2, True)
    assert done == [(None, MIDNIGHT)]


def test_two_turns_of_a_job_never_run_together(committed):
    with in_public():
        post_due_jobs(at=MIDNIGHT + DAY)
        sort_letters(at=timezone.now())
        second = Delivery.objects.get(
            letter__event="job.due", letter__payload__slot__startswith="2099-03-03"
        )
    with a_worker_with(committed):
        assert not make_delivery(second.pk)
        assert done == []

    second.refresh_from_db()
    assert (second.attempts, second.parked_at) == (0, None)
    assert make_delivery(second.pk)
    assert done == [(None, MIDNIGHT + DAY)]
