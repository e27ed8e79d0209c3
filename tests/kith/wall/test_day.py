"""Each moment is of one day, wherever the shop is and however long its day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kith.wall import day_here, in_tenant

STEP = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("zone", "noon", "hours"),
    [
        ("Europe/Madrid", datetime(2026, 3, 29, 12, tzinfo=UTC), 23),
        ("Europe/Madrid", datetime(2026, 10, 25, 12, tzinfo=UTC), 25),
        ("Europe/Madrid", datetime(2028, 2, 29, 12, tzinfo=UTC), 24),
        ("Pacific/Tongatapu", datetime(2026, 12, 31, 0, tzinfo=UTC), 24),
        ("Pacific/Pago_Pago", datetime(2026, 12, 31, 23, tzinfo=UTC), 24),
    ],
)
def test_no_moment_of_a_day_is_left_out_or_counted_twice(acme, zone, noon, hours):
    moments = [noon + n * STEP for n in range(-200, 200)]
    with in_tenant(replace(acme, timezone=zone)):
        days = [day_here(at) for at in moments]
        today = day_here(noon)

    assert days == sorted(days)
    assert days.count(today) * STEP == timedelta(hours=hours)
