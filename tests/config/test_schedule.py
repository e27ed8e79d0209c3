"""Scheduled jobs run once a slot, whoever schedules them."""

import pytest
from celery import current_app

from config.doors import gathered, schedule
from kith.outbox.jobs import claim_slot, slot_now
from kith.outbox.tasks import run_job

SCHEDULE = schedule(gathered())


def test_the_scheduler_is_given_every_declared_job():
    assert current_app.conf.beat_schedule == SCHEDULE


def test_a_slot_is_claimed_once(public):
    assert [claim_slot(name="tea", slot="1"), claim_slot(name="tea", slot="1")] == [True, False]
    assert claim_slot(name="tea", slot="2")
    assert claim_slot(name="milk", slot="1")


@pytest.mark.parametrize("name", SCHEDULE)
def test_every_scheduled_job_is_a_task_that_runs_once_a_slot(public, name, monkeypatch):
    entry = SCHEDULE[name]
    ran = []
    current_app.loader.import_default_modules()
    job = entry["kwargs"]["job"]
    assert job in current_app.tasks
    monkeypatch.setitem(current_app.tasks, job, lambda: ran.append(job))

    for _ in range(2):
        run_job(**entry["kwargs"])

    assert ran == [job]


def test_the_running_slot_has_one_name(public):
    assert slot_now(every_seconds=86_400) == slot_now(every_seconds=86_400)
