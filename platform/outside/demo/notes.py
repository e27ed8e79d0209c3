"""
What the demo and its launcher, which knows no Django, tell each other in the state folder.

How much of the first year was lived stands in the database (`once`); the note spares each page
a question.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kith.runtime.project import write_whole

MONTHS = 12
NOTE = "year.json"
# Beside it: the hosts, and whom one can be, as they stood last.
PEOPLE = "people.txt"
# Set when the database's server may be used: whoever prepares it was begun before.
MAY_BEGIN = "server.ready"
CLOCK = "clock.json"
# How far somebody moves the clock at once.
MONTH_DAYS = 30


@dataclass(frozen=True)
class Year:
    """So many months were lived; it is over once what follows from them is done too."""

    lived: int
    is_over: bool = False


def note_year(state_dir: Path, year: Year) -> None:
    """Tell how far the year is."""
    write_whole(state_dir / NOTE, asdict(year))


def noted_year(state_dir: Path) -> Year | None:
    """Return how far the year is; None where nobody has said."""
    try:
        return Year(**json.loads((state_dir / NOTE).read_text()))
    except FileNotFoundError:
        return None


@dataclass(frozen=True)
class Clock:
    """
    How many days the demo's clock is ahead of the machine's, and how many it is to be.

    While it moves, the day it says is being lived.
    """

    ahead_days: int = 0
    until_days: int = 0
    is_moving: bool = False

    @property
    def day(self) -> int:
        """The day of the month under way that is being lived; before the first of them 0."""
        return MONTH_DAYS - (self.until_days - self.ahead_days)


def noted_clock(state_dir: Path) -> Clock:
    """Return how the demo's clock stands; where nobody moved it, it is the machine's."""
    try:
        return Clock(**json.loads((state_dir / CLOCK).read_text()))
    except FileNotFoundError:
        return Clock()


def ask_for_a_month(state_dir: Path, *, ahead_days: int) -> bool:
    """
    Ask for one month more than so many days; False where the clock moves or stands elsewhere.

    Asked twice from one page it is one month.
    """
    with _one_at_a_time(state_dir):
        clock = noted_clock(state_dir)
        if clock.is_moving or clock.ahead_days != ahead_days:
            return False
        _note_clock(state_dir, Clock(ahead_days, ahead_days + MONTH_DAYS, is_moving=True))
    return True


def move_a_day(state_dir: Path) -> Clock:
    """Move the clock a day on, or let it stand where it has come to its end; return how it is."""
    with _one_at_a_time(state_dir):
        clock = noted_clock(state_dir)
        if clock.ahead_days < clock.until_days:
            clock = replace(clock, ahead_days=clock.ahead_days + 1)
        else:
            clock = replace(clock, is_moving=False)
        _note_clock(state_dir, clock)
    return clock


def _note_clock(state_dir: Path, clock: Clock) -> None:
    write_whole(state_dir / CLOCK, asdict(clock))


@contextmanager
def _one_at_a_time(state_dir: Path) -> Iterator[None]:
    with (state_dir / "clock.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
