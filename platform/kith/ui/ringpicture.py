"""The picture of a circle: rings of dots, one dot a person."""

from __future__ import annotations

import math
from dataclasses import dataclass

SIZES = (5, 15, 50, 150, 500)
CENTRE = 160
RADII = (40, 68, 96, 122, 145)
DOTS = (13, 13, 9, 5, 1.8)
FIRST_ANGLE = -math.pi / 2


@dataclass(frozen=True)
class Ring:
    """
    One ring as two strokes of dots: all its places, and the taken ones.

    A stroke's `pathLength` is the number of places it runs through, so dashes of no
    length, one a place and with round ends, draw exactly one dot a place.
    """

    size: int
    radius: int
    dot: float
    places: int
    taken: int
    path: str
    length: float
    state: str


def ring_picture(*, members: int, opened: int) -> list[Ring]:
    """
    Return the rings up to the one after the opened one.

    :raises ValueError: no ring has the opened size
    """
    if opened not in SIZES:
        raise ValueError(f"no ring has the size {opened}; take one of {SIZES}")
    last = min(SIZES.index(opened) + 1, len(SIZES) - 1)
    scale = RADII[-1] / RADII[last]
    return [_ring(at, members, opened, scale) for at in range(last + 1)]


def _ring(at: int, members: int, opened: int, scale: float) -> Ring:
    size, before = SIZES[at], SIZES[at - 1] if at else 0
    places = size - before
    taken = min(max(members - before, 0), places)
    radius = round(RADII[at] * scale)
    if size > opened:
        state = "closed"
    else:
        state = "full" if taken == places else "open"
    return Ring(
        size=size,
        radius=radius,
        dot=min(DOTS[at] * scale, 2 * math.pi * radius / places * 0.72),
        places=places,
        taken=taken,
        path=_arc(radius, taken, places),
        length=taken if taken == places else taken - 0.5,
        state=state,
    )


def _arc(radius: int, taken: int, places: int) -> str:
    """Return an arc whose length holds the taken places, starting at the top."""
    if taken == 0:
        return ""
    start = _on_circle(radius, 0)
    if taken == places:
        half = _on_circle(radius, math.pi)
        return f"M{start} A{radius} {radius} 0 0 1 {half} A{radius} {radius} 0 0 1 {start}"
    # The stroke ends half a place after its last dot, so that none is drawn twice.
    angle = 2 * math.pi * (taken - 0.5) / places
    is_large = int(angle > math.pi)
    return f"M{start} A{radius} {radius} 0 {is_large} 1 {_on_circle(radius, angle)}"


def _on_circle(radius: int, angle: float) -> str:
    x = CENTRE + radius * math.cos(FIRST_ANGLE + angle)
    y = CENTRE + radius * math.sin(FIRST_ANGLE + angle)
    return f"{x:.2f} {y:.2f}"
