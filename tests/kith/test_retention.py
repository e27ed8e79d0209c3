"""What is no book is kept as long as a dated rule says, and dropped in small steps."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.doors import gathered, jobs
from kith.outbox.models import Delivery, JobRun, Letter
from kith.outbox.retention import LETTERS, TURNS
from kith.retention import ROWS_A_STEP, Retention, Rule, over_before
from tenants.privacy.usecases import sweep_copies
from tenants.registry.usecases import sweep_archives
from tenants.workspace.usecases import sweep_logos
from tests.clock import NOON

ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)
# Long after the rules began.
LATER = datetime(2028, 5, 4, 12, tzinfo=UTC)
OVER = LATER - 91 * DAY
RULES = [
    Rule(since=date(2026, 12, 1), days=90),
    Rule(since=date(2027, 6, 1), days=30),
]


@pytest.fixture
def swept(public):
    """Nothing is over but what a test makes: the house itself wrote letters when it was built."""
    LETTERS.sweep(at=LATER)
    TURNS.sweep(at=LATER)


def a_letter(number=0, *, posted_at=OVER, **delivery):
    letter = Letter.objects.create(
        event="tea.made", key=f"old-{number}", payload={}, posted_at=posted_at, sorted_at=posted_at
    )
    if delivery:
        Delivery.objects.create(letter=letter, reaction="sip", next_try_at=posted_at, **delivery)
    return letter


def a_turn(due_at, *, name="sweep", done_at=OVER):
    return JobRun.objects.create(name=name, slot=str(due_at), due_at=due_at, done_at=done_at)


def test_the_rule_that_has_begun_last_holds():
    assert over_before(RULES, at=datetime(2026, 11, 30, 23, tzinfo=UTC)) is None
    assert over_before(RULES, at=datetime(2027, 5, 31, tzinfo=UTC)) == datetime(
        2027, 3, 2, tzinfo=UTC
    )
    assert over_before(RULES, at=datetime(2027, 6, 1, tzinfo=UTC)) == datetime(
        2027, 5, 2, tzinfo=UTC
    )


def test_before_a_rule_holds_nothing_is_dropped(swept):
    rule = Retention("letters", RULES, LETTERS.rows)
    a_letter(posted_at=NOON - 1000 * DAY)

    assert rule.sweep(at=datetime(2026, 11, 30, tzinfo=UTC)) == 0


def test_letters_go_with_their_deliveries_once_all_are_done(swept):
    a_letter(1, done_at=OVER)
    a_letter(2)
    kept = [
        a_letter(3, posted_at=LATER - 89 * DAY, done_at=OVER),
        a_letter(4),
        a_letter(5, parked_at=OVER),
    ]
    Delivery.objects.create(letter=kept[1], reaction="sip", next_try_at=OVER, done_at=OVER)
    Delivery.objects.create(letter=kept[1], reaction="gulp", next_try_at=OVER)

    assert LETTERS.sweep(at=LATER) == 2
    assert LETTERS.sweep(at=LATER) == 0

    assert set(Letter.objects.filter(event="tea.made")) == set(kept)
    assert Delivery.objects.filter(letter__event="tea.made").count() == 4


def test_many_go_in_small_steps(swept):
    Letter.objects.bulk_create(
        Letter(event="tea.made", key=f"{number}", payload={}, posted_at=OVER, sorted_at=OVER)
        for number in range(2 * ROWS_A_STEP + 1)
    )

    with CaptureQueriesContext(connection) as said:
        assert LETTERS.sweep(at=LATER) == 2 * ROWS_A_STEP + 1

    drops = [one["sql"] for one in said if one["sql"].startswith('DELETE FROM "outbox_letter"')]
    assert len(drops) >= 3
    assert not Letter.objects.filter(event="tea.made").exists()


def test_the_latest_turn_of_a_job_and_one_that_is_not_done_stay(swept):
    kept = [
        a_turn(OVER - DAY, done_at=None),
        a_turn(OVER),
        a_turn(OVER - 300 * DAY, name="yearly"),
        JobRun.objects.create(name="sweep", slot="loaded once", claimed_at=OVER, done_at=OVER),
    ]
    a_turn(OVER - 2 * DAY)

    assert TURNS.sweep(at=LATER) == 1
    assert set(JobRun.objects.filter(name__in=["sweep", "yearly"])) == set(kept)


def test_each_rule_is_written_down_with_its_days_and_its_date():
    table = (ROOT / "docs" / "retention.md").read_text()
    row = re.compile(r"^\| ([^|]+?) \| (\d+) days? \|[^|]*\| ([\d-]+) \|", re.MULTILINE)
    written = {name: (int(days), since) for name, days, since in row.findall(table)}
    declared = {
        job.run.__self__.name: job.run.__self__.rules
        for job in jobs(gathered())
        if isinstance(getattr(job.run, "__self__", None), Retention)
    } | {
        "logos": sweep_logos.RULES,
        "archives of closed shops": sweep_archives.RULES,
        "people's copies of their data": sweep_copies.RULES,
    }

    held = {name: rules[-1] for name, rules in declared.items()}
    assert {name: (rule.days, rule.since.isoformat()) for name, rule in held.items()} == written
