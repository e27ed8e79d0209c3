"""What an earlier release knew of a circle is known after the next."""

from datetime import date

from ambassadors.circle.models import HealthWeek
from ambassadors.circle.queries import circle_card
from ambassadors.circle.rings import the_circle
from kith.wall import in_tenant
from tests.clock import NOON
from tests.releases import at_release, run


def test_rings_and_weeks_become_one_row(acme, globex):
    with at_release(acme, app="circle", migration="0001_circle"):
        for size in (5, 15, 50, 150):
            run("INSERT INTO circle_ring (size, opened_at) VALUES (%s, %s)", [size, NOON])
        for week, percent in ((date(2026, 3, 2), 90), (date(2026, 3, 9), None)):
            run(
                "INSERT INTO circle_healthweek"
                " (week_on, active_lines, served_lines, percent, measured_at)"
                " VALUES (%s, 9, 10, %s, %s)",
                [week, percent, NOON],
            )

    circle = the_circle()

    assert (circle.widest, list(circle.rings)) == (150, ["5", "15", "50", "150"])
    assert circle.weeks == [
        HealthWeek(date(2026, 3, 9), 9, 10, None, NOON),
        HealthWeek(date(2026, 3, 2), 9, 10, 90, NOON),
    ]
    assert (circle_card().opened, circle_card().health_percent) == (150, None)
    with in_tenant(globex):
        assert the_circle().rings == {}


def test_a_shop_that_never_opened_a_ring_has_no_row(acme):
    with at_release(acme, app="circle", migration="0001_circle"):
        pass

    assert the_circle().rings == {}
    assert circle_card().opened == 50
