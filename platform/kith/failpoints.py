"""
Named places where a process may die, for tests that let it die there.

`reach` costs one look at a variable. A dry run with `listing` tells which places a piece of work
passes; `dying_at` then lets it end at each of them, as if the machine had lost its power.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_watch: Callable[[str], None] | None = None


class Died(BaseException):
    """The process is gone at a failpoint; no handler of ours may catch it."""


def reach(name: str) -> None:
    """Say that the work has come to this place."""
    if _watch is not None:
        _watch(name)


@contextmanager
def watched(by: Callable[[str], None]) -> Iterator[None]:
    """Let somebody hear of every place that is reached until the block ends."""
    global _watch  # noqa: PLW0603
    before, _watch = _watch, by
    try:
        yield
    finally:
        _watch = before


@contextmanager
def listing() -> Iterator[list[str]]:
    """Collect the places that are reached, in their order."""
    places: list[str] = []
    with watched(places.append):
        yield places


@contextmanager
def dying_at(place: int) -> Iterator[None]:
    """
    Die at the place that is reached as the nth, counted from 0.

    :raises Died: at that place
    """
    passed = 0

    def die(name: str) -> None:
        nonlocal passed
        if passed == place:
            raise Died(name)
        passed += 1

    with watched(die):
        yield
