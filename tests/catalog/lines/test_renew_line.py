from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.lines.due import due_lines
from catalog.lines.models import Line
from catalog.lines.periods import next_start
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.open_line import open_line
from catalog.lines.usecases.renew_due_lines import renew_due_lines
from catalog.lines.usecases.renew_line import renew_line
from kith.wall import in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.lines import a_line, a_plan, some_terms

APRIL = datetime(2026, 4, 1, 12, tzinfo=UTC)


def test_a_line_renews_on_its_day_and_asks_once(acme):
    line = a_line()
    assert renew_line(line_id=line.pk, at=APRIL - timedelta(days=1)).next_renewal_on == date(
        2026, 4, 1
    )
    assert posted("line.renewal_due") == []

    renew_line(line_id=line.pk, at=APRIL)
    renewed = renew_line(line_id=line.pk, at=APRIL)

    assert renewed.next_renewal_on == date(2026, 5, 1)
    assert posted("line.renewal_due") == [
        {"line_id": str(line.pk), "period_start": "2026-04-01", "period_end": "2026-05-01"}
    ]


def test_missed_nights_are_caught_up(acme):
    line = a_line()

    renew_line(line_id=line.pk, at=APRIL + timedelta(days=65))

    starts = [letter["period_start"] for letter in posted("line.renewal_due")]
    assert sorted(starts) == ["2026-04-01", "2026-05-01", "2026-06-01"]


def test_a_plan_that_is_about_to_end_is_billed_no_more(acme):
    lines = a_plan()
    end_line(line_id=lines[1].pk, at=NOON)

    renew_line(line_id=lines[0].pk, at=APRIL)

    assert posted("line.renewal_due") == []


def test_the_night_finds_what_is_due_and_nothing_else(acme, globex):
    due = a_line(n=1)
    a_line(n=2, period="once")
    ended = a_line(n=3)
    Line.objects.filter(pk=ended.pk).update(ended_at=NOON)
    a_line(n=4, at=APRIL)
    with in_tenant(globex):
        a_line(n=5)

    assert due_lines(at=APRIL) == [due.pk]
    assert renew_due_lines(at=APRIL) == 1
    assert renew_due_lines(at=APRIL) == 0


def test_the_day_is_the_tenants_own(acme):
    # Half past eleven at night in UTC is the next day already in Madrid.
    line = a_line(at=datetime(2026, 2, 28, 23, 30, tzinfo=UTC))

    assert line.started_on == date(2026, 3, 1)


def test_opening_the_same_order_twice_opens_one_line(acme):
    line = a_line()

    again = open_line(
        order_id=line.order_id,
        person_id=line.person_id,
        terms=some_terms(),
        e164=line.e164,
        iccid=line.iccid,
        activation_code="",
        network_reference="",
        at=APRIL,
    )

    assert again == line
    assert line.events.count() == 1


@pytest.mark.parametrize(
    ("period", "anchor", "after", "expected"),
    [
        ("month", date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
        ("month", date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)),
        ("month", date(2026, 12, 15), date(2026, 12, 15), date(2027, 1, 15)),
        ("month", date(2024, 1, 30), date(2024, 1, 30), date(2024, 2, 29)),
        ("week", date(2026, 1, 1), date(2026, 1, 29), date(2026, 2, 5)),
        ("once", date(2026, 1, 1), date(2026, 1, 1), None),
    ],
)
def test_periods_keep_their_day(period, anchor, after, expected):
    assert next_start(period=period, anchor=anchor, after=after) == expected
