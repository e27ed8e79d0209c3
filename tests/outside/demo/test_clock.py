"""The demo's clock: what is moved by it, what is not, and that a restart keeps it."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.conf import settings as house_settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.db.backends.signals import connection_created
from django.http import Http404
from django.utils import timezone

from kith.fence import sql_witness
from kith.outbox import claims, deliver
from kith.outbox.jobs import database_clock
from kith.pulse.beating import Heart, missing_parts
from outside.demo.clock import ahead, move_for_good, moved, moved_statement
from outside.demo.notes import (
    MONTH_DAYS,
    Clock,
    Year,
    ask_for_a_month,
    move_a_day,
    note_year,
    noted_clock,
)
from outside.demo.web import views
from tests.at_once import AT_ONCE

A_WEEK = timedelta(days=7)
TELL = """
import django; django.setup()
from django.utils import timezone
print(timezone.now().isoformat())
from allauth.mfa.models import Authenticator
print(Authenticator._meta.get_field("created_at").get_default().isoformat())
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
written = MigrationLoader(None)
found = MigrationAutodetector(written.project_state(), ProjectState.from_apps(apps))
print(found.changes(written.graph))
"""
READS = re.compile(r"\bNow\(\)|\b(?:clock|statement)_timestamp\(\)")
# Who asks the database for its time, and whose time that is: ours, which the demo moves, or the
# machine's. A place that is new here has to be decided, and said in ADR 0023.
OURS = {
    "billing/entities/answers.py",
    "billing/settlement/cut_offs.py",
    "billing/settlement/queries/runs.py",
    "billing/settlement/unpaid.py",
    "catalog/network/queries.py",
    "catalog/network/usecases/open_task.py",
    "catalog/network/usecases/withdraw_task.py",
    "platform/kith/outbox/claims.py",
    "platform/kith/outbox/deliver.py",
    "platform/kith/outbox/jobs.py",
    "platform/kith/outbox/relay.py",
}
THE_MACHINES = {
    "billing/settlement/usecases/reconcile.py",
    "platform/kith/fence/sql_witness.py",
    "platform/kith/pulse/beating.py",
}
# Stamped by the database itself, as a column's default.
DEFAULTS = {
    "billing/entities/models.py",
    "billing/ledger/models.py",
    "billing/settlement/models/balance.py",
    "billing/settlement/models/inbox.py",
    "platform/kith/audit/models.py",
    "platform/kith/outbox/models.py",
}


@pytest.fixture
def state_dir(tmp_path, settings):
    settings.KITH_STATE_DIR = tmp_path
    return tmp_path


def move_a_week(state_dir) -> None:
    assert ask_for_a_month(state_dir, ahead_days=0)
    for _ in range(7):
        move_a_day(state_dir)


def test_a_month_is_thirty_days_one_by_one_and_then_the_clock_stands(state_dir):
    assert ask_for_a_month(state_dir, ahead_days=0)

    days = []
    while (clock := move_a_day(state_dir)).is_moving:
        days.append((clock.day, clock.ahead_days))

    assert days == [(day, day) for day in range(1, MONTH_DAYS + 1)]
    assert noted_clock(state_dir) == Clock(MONTH_DAYS, MONTH_DAYS)


def test_asked_again_while_it_moves_or_from_a_page_of_before_it_is_one_month(state_dir):
    assert ask_for_a_month(state_dir, ahead_days=0)
    assert not ask_for_a_month(state_dir, ahead_days=0)
    while move_a_day(state_dir).is_moving:
        pass

    assert not ask_for_a_month(state_dir, ahead_days=0)
    assert noted_clock(state_dir) == Clock(MONTH_DAYS, MONTH_DAYS)
    assert ask_for_a_month(state_dir, ahead_days=MONTH_DAYS)
    assert noted_clock(state_dir).until_days == 2 * MONTH_DAYS


def test_of_eight_who_ask_at_once_one_is_heard(state_dir):
    together = Barrier(AT_ONCE)

    def ask(folder) -> bool:
        together.wait()
        return ask_for_a_month(folder, ahead_days=0)

    # Once is too seldom: whoever comes first is mostly done before the next one looks.
    for n in range(50):
        folder = state_dir / str(n)
        folder.mkdir()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            heard = list(pool.map(ask, [folder] * AT_ONCE))

        assert heard.count(True) == 1
        assert noted_clock(folder) == Clock(0, MONTH_DAYS, is_moving=True)


def test_doors_and_the_databases_statements_read_the_moved_clock(public, state_dir):
    with moved():
        before = timezone.now(), database_clock()
        move_a_week(state_dir)
        after = timezone.now(), database_clock()

    for then, now in zip(before, after, strict=True):
        assert A_WEEK <= now - then < A_WEEK + timedelta(minutes=1)
    assert ahead() == A_WEEK
    assert abs(timezone.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_process_of_the_demo_reads_it_on_each_connection_it_opens(public, state_dir, monkeypatch):
    def read() -> datetime:
        try:
            return database_clock()
        finally:
            connection.close()

    monkeypatch.setattr(timezone, "now", timezone.now)
    move_for_good()
    try:
        move_a_week(state_dir)
        # A thread has a connection of its own.
        with ThreadPoolExecutor(1) as pool:
            theirs = pool.submit(read).result()
    finally:
        connection_created.disconnect(dispatch_uid="demo-clock")

    for told in (timezone.now(), theirs):
        assert abs(told - datetime.now(UTC) - A_WEEK) < timedelta(minutes=1)


def test_signs_of_life_do_not_grow_old_by_it(public, state_dir):
    with moved():
        Heart("relay").beat()
        move_a_week(state_dir)

        assert "relay" not in missing_parts()


def test_what_is_due_moves_and_what_only_says_fresh_does_not():
    for ours in (claims._MOST_URGENT, claims._COUNT, deliver._DONE, deliver._FAULT):
        assert moved_statement(ours, A_WEEK) == re.sub(
            r"(\w+_timestamp\(\))", r"(\1 + interval '7 days')", ours
        )
        assert moved_statement(ours, timedelta(0)) == ours
    for others in (sql_witness._STANDING, sql_witness._NOTE_LOOK):
        assert moved_statement(others, A_WEEK) == others


def test_a_default_that_a_migration_writes_down_is_not_moved():
    added = 'ALTER TABLE "a" ADD COLUMN "at" timestamptz DEFAULT STATEMENT_TIMESTAMP() NOT NULL'

    assert moved_statement(added, A_WEEK) == added


def test_of_each_place_that_asks_the_database_for_its_time_it_is_decided_whose_it_is():
    root = house_settings.ROOT
    folders = ("ambassadors", "billing", "catalog", "tenants", "platform/faces", "platform/kith")
    asking = {
        str(path.relative_to(root))
        for folder in folders
        for path in (root / folder).rglob("*.py")
        if "migrations" not in path.parts and READS.search(path.read_text())
    }

    assert asking == OURS | THE_MACHINES | DEFAULTS


def test_another_process_and_every_start_after_reads_the_same_clock(state_dir):
    move_a_week(state_dir)
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            TELL,
        ],
        env={
            **os.environ,
            "PYTHONPATH": f"{house_settings.ROOT}/platform:{house_settings.ROOT}",
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "KITH_STATE_DIR": str(state_dir),
            "KITH_DEMO": "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    *read, changes = told.stdout.splitlines()
    assert len(read) == 2
    for there in map(datetime.fromisoformat, read):
        assert abs(there - datetime.now(UTC) - A_WEEK) < timedelta(minutes=5)
    # No model is another by it than its migrations say.
    assert changes == "{}"


@pytest.fixture
def press(state_dir, settings, rf):
    """Press the button of a page that showed so many days; what is then said."""
    settings.KITH_DEMO, settings.STRIPE_API_BASE = True, "http://127.0.0.1:1"
    settings.ROOT_URLCONF = "outside.demo.web.urls"

    def act(ahead_days: str = "0") -> str:
        request = rf.post("/month/", {"ahead_days": ahead_days})
        request.session = {}
        request._messages = FallbackStorage(request)
        answer = views.month(request)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        [said] = request._messages
        return str(said)

    return act


def test_a_press_asks_for_a_month_and_a_second_one_for_none(press, state_dir):
    note_year(state_dir, Year(12, is_over=True))

    assert press().startswith("The clock is on its way.")
    assert press().startswith("The clock was not moved")
    assert noted_clock(state_dir) == Clock(0, MONTH_DAYS, is_moving=True)


@pytest.mark.parametrize("wrong", ["", "-30", "soon", "30"])
def test_a_press_from_nowhere_moves_nothing(press, state_dir, wrong):
    note_year(state_dir, Year(12, is_over=True))

    assert press(wrong).startswith("The clock was not moved")
    assert noted_clock(state_dir) == Clock()


def test_before_the_year_is_over_and_with_the_real_stripe_it_cannot_be_moved(
    press, state_dir, settings
):
    note_year(state_dir, Year(11))
    assert press().startswith("The clock was not moved")

    note_year(state_dir, Year(12, is_over=True))
    settings.STRIPE_API_BASE = ""
    assert press().startswith("The clock was not moved")
    assert noted_clock(state_dir) == Clock()


def test_even_a_wrong_route_would_find_the_clock_shut(public, rf, state_dir):
    with pytest.raises(Http404):
        views.month(rf.post("/"))
    assert noted_clock(state_dir) == Clock()
