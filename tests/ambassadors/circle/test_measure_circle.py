"""A shop counts its customers' lines, for the ladder and for its health."""

from datetime import timedelta
from uuid import uuid4

from ambassadors.circle.queries import circle_card
from ambassadors.circle.rings import the_circle
from ambassadors.circle.usecases.measure_circle import measure_circle
from ambassadors.circle.usecases.measure_member import measure_member
from ambassadors.program.models import CircleMeasure
from catalog.lines.models import Line
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.circle import a_member, healthy_weeks, members
from tests.factories.lines import a_line

HOUR = timedelta(hours=1)


def counts(tenant) -> dict:
    with in_public():
        rows = CircleMeasure.objects.filter(tenant_id=tenant.uuid)
        return {
            row.person_id: (row.active_lines, row.lines_served_90d, row.lines_served_12m)
            for row in rows
        }


def end(line, *, days_ago: int) -> None:
    Line.objects.filter(pk=line.pk).update(ended_at=NOON - timedelta(days=days_ago))


def test_lines_are_counted_by_person_and_window(acme, globex):
    ana, bo = uuid4(), uuid4()
    lines = [a_line(person_id=ana, n=n, at=NOON - timedelta(days=500)) for n in range(4)]
    end(lines[1], days_ago=30)
    end(lines[2], days_ago=200)
    end(lines[3], days_ago=400)
    a_line(person_id=bo, n=9)

    assert measure_circle(at=NOON) == 2

    assert counts(acme) == {ana: (1, 2, 3), bo: (1, 1, 1)}
    assert counts(globex) == {}


def test_measuring_again_replaces_the_counts(acme):
    ana = uuid4()
    line = a_line(person_id=ana)
    measure_circle(at=NOON)
    Line.objects.filter(pk=line.pk).update(ended_at=NOON)

    measure_circle(at=NOON)

    assert counts(acme) == {ana: (0, 1, 1)}
    assert len(the_circle().weeks) == 1


def test_a_turn_that_is_late_leaves_what_was_measured_after_it(acme):
    ana, bo = uuid4(), uuid4()
    line = a_line(person_id=ana)
    measure_circle(at=NOON + HOUR)
    Line.objects.filter(pk=line.pk).update(ended_at=NOON)
    a_line(person_id=bo, n=1)

    measure_circle(at=NOON)

    # Nobody had counted the second person yet.
    assert counts(acme) == {ana: (1, 1, 1), bo: (1, 1, 1)}
    assert [week.measured_at for week in the_circle().weeks] == [NOON + HOUR]


def test_one_member_is_counted_without_the_others(acme):
    ana, bo = uuid4(), uuid4()
    a_line(person_id=ana)
    a_line(person_id=bo, n=1)

    measure_member(person_id=ana, at=NOON)

    assert counts(acme) == {ana: (1, 1, 1)}


def test_a_line_of_tomorrow_is_not_counted_today(acme):
    a_line(at=NOON + timedelta(days=1))

    assert measure_circle(at=NOON) == 0


def test_health_is_empty_until_ten_lines_and_a_share_from_then_on(acme):
    lines = [a_line(n=n, at=NOON - timedelta(days=100)) for n in range(9)]
    measure_circle(at=NOON)
    assert circle_card().health_percent is None
    lines.append(a_line(n=20, at=NOON - timedelta(days=100)))
    end(lines[0], days_ago=5)

    measure_circle(at=NOON)

    assert circle_card().health_percent == 90


def test_a_full_and_healthy_circle_opens_its_next_ring_at_night(acme):
    members(50)
    a_member(name="Late")
    healthy_weeks(12)
    for n in range(10):
        a_line(n=n)

    measure_circle(at=NOON)

    assert (circle_card().opened, circle_card().waiting) == (150, 0)


def test_the_other_shops_lines_are_not_counted(acme, globex):
    with in_tenant(globex):
        a_line()

    assert measure_circle(at=NOON) == 0
