import math
import re

import pytest
from django.template import Context, engines

from kith.ui.ringpicture import SIZES, ring_picture

ARC = re.compile(
    r'd="M([\d.]+) ([\d.]+) A188 188 0 [01] 1 ([\d.]+) ([\d.]+)" pathLength="([\d.]+)"'
)


def test_rings_fill_from_the_inside():
    picture = ring_picture(members=38, opened=50)

    assert [(ring.size, ring.places, ring.taken) for ring in picture] == [
        (5, 5, 5),
        (15, 10, 10),
        (50, 35, 23),
        (150, 100, 0),
    ]
    assert [ring.state for ring in picture] == ["full", "full", "open", "closed"]


def test_a_stroke_is_as_long_as_the_people_on_it():
    full, growing, *_ = ring_picture(members=8, opened=15)

    assert (full.length, growing.length) == (5, 2.5)


def test_nobody_yet_draws_places_only():
    first, _ = ring_picture(members=0, opened=5)

    assert (first.path, first.taken, first.state) == ("", 0, "open")


@pytest.mark.parametrize("opened", SIZES)
def test_every_size_stays_inside_the_picture_and_dots_do_not_touch(opened):
    for ring in ring_picture(members=opened, opened=opened):
        assert ring.radius + ring.dot / 2 <= 160
        assert ring.dot * ring.places < 6.2832 * ring.radius


def test_more_members_than_places_fill_the_ring():
    assert ring_picture(members=7, opened=5)[0].taken == 5


def test_a_size_that_is_no_ring_is_refused():
    with pytest.raises(ValueError, match="no ring has the size 20"):
        ring_picture(members=3, opened=20)


def test_the_dots_of_the_heros_outer_ring_share_one_grid_and_meet_nowhere():
    page = engines["django"].engine.from_string(
        '{% load ui %}{% hero title="Plans" %}{% endhero %}'
    )
    markup = page.render(Context())

    dots = [place for arc in ARC.findall(markup) for place in _dots_of(*map(float, arc))]

    assert sorted(dots) == pytest.approx(range(35), abs=0.01)


def _dots_of(*arc: float) -> list[float]:
    """Return the places, of 35 around the ring, where an arc of dashes puts its dots."""
    start_x, start_y, end_x, end_y, length = arc
    start, end = (
        math.atan2(y - 200, x - 200) / math.tau * 35 % 35
        for x, y in ((start_x, start_y), (end_x, end_y))
    )
    gap = (end - start) % 35 / length
    return [(start + gap * dot + 0.001) % 35 for dot in range(math.ceil(length))]
