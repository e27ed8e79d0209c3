"""
What the demo and its launcher, which knows no Django, tell each other in the state folder.

How much of the first year was lived stands in the database (`once`); the note spares each page
a question.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kith.runtime.project import write_whole

MONTHS = 12
NOTE = "year.json"
# Beside it: the hosts, and whom one can be, as they stood last.
PEOPLE = "people.txt"
# Set when the database's server may be used: whoever prepares it was begun before.
MAY_BEGIN = "server.ready"


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
