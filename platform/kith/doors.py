"""
What an app opens to the whole house: menus, permissions, jobs, and what waits for a person.

Each app declares its own in `doors.py`, as one `DOORS`; `config/doors.py` gathers them as it
gathers addresses. So two capabilities can be added on one day without meeting in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from kith.belongings import Belongings, Papers, Row, Tie
from kith.outbox.timetable import Job
from kith.retention import Rule
from kith.ui.navigation import NavItem
from kith.wall import TenantRef

__all__ = ["Doors", "Job", "Obstacle", "Row", "RuleSet", "RuleVersion", "Today", "Waiting"]


@dataclass(frozen=True)
class Waiting:
    """Work that waits for one of the staff: how much of it there is, and where it is done."""

    permission: str
    # One query that counts; it is asked each time the staff's first page is opened.
    count: Callable[[], int]
    url_name: str
    icon: str
    # Filled in with the number, `ngettext_lazy("%(n)s case", "%(n)s cases", "n")`.
    title: str | Promise
    text: str | Promise
    action: str | Promise
    order: int


class RowsOfAShop(Protocol):
    """Say what there is to say of a shop at an instant; nothing, on most days."""

    def __call__(self, *, tenant: TenantRef, at: datetime) -> Iterable[Row]: ...


@dataclass(frozen=True)
class Today:
    """What may need a seller on some days, and the page where it is looked after."""

    permission: str
    rows: RowsOfAShop
    url_name: str
    icon: str
    order: int


@dataclass(frozen=True)
class Obstacle:
    """
    What may stand in the way of closing a shop for good: one row for each kind of it.

    A row says in its text what to do about it; it is asked for on the shop's side. `url_name` is
    the staff's page where that is done, where there is one: this shop's, or one for all of them.
    """

    rows: RowsOfAShop
    order: int
    url_name: str = ""


@dataclass(frozen=True)
class Sealed:
    """
    Rows that are written once and sealed soon after: a change behind the house's back shows.

    The SQL speaks of a row as `r`. What is in `content` can never be said otherwise: it would give
    every row that is sealed another digest.
    """

    table: str
    sides: frozenset[str]
    # What a fault calls such a row, and an SQL expression of what people know one by.
    what: str
    name: str
    # An SQL expression of type jsonb, the same in every session whatever its time zone.
    content: str
    key: str = "id"
    key_type: str = "bigint"
    # When the database took the row in; none in a short table, which is looked at whole.
    recorded_at: str = ""
    # By what rules rows are swept: one that is gone when its time is over was not removed.
    kept: Sequence[Rule] = ()


@dataclass(frozen=True)
class RuleVersion:
    """One version of a set of rules: what it says in words, by what it is about."""

    says: Mapping[str, str]
    # None: from the beginning on.
    starts_at: datetime | None = None


@dataclass(frozen=True)
class RuleSet:
    """Rules that an app goes by, with every version they had and will have, the newest first."""

    title: str
    versions: Sequence[RuleVersion]
    order: int


@dataclass(frozen=True)
class Doors:
    """All that one app declares."""

    # Face -> its entries there, shown to those who may open them.
    navigation: Mapping[str, Sequence[NavItem]] = field(default_factory=dict)
    # Permission -> the roles it is granted to, on the host where they are held.
    permissions: Mapping[str, frozenset[str] | set[str]] = field(default_factory=dict)
    jobs: Sequence[Job] = ()
    waiting: Sequence[Waiting] = ()
    today: Sequence[Today] = ()
    obstacles: Sequence[Obstacle] = ()
    sealed: Sequence[Sealed] = ()
    # Each reads what its app goes by, in the reader's language.
    rules: Sequence[Callable[[], Iterable[RuleSet]]] = ()
    # What of a person stands in its tables, and the papers they were given (`kith.belongings`).
    belongings: Sequence[Belongings] = ()
    papers: Sequence[Papers] = ()
    # What must be at an end before a person's account can be.
    ties: Sequence[Tie] = ()
    # Columns that name a person and are nobody's belongings -> why: "run.opened_by".
    mentions: Mapping[str, str] = field(default_factory=dict)


_belongings: list[Belongings] = []
_papers: list[Papers] = []
_ties: list[Tie] = []
_obstacles: list[Obstacle] = []
_sealed: list[Sealed] = []
_waiting: list[Waiting] = []
_today: list[Today] = []
_rules: list[Callable[[], Iterable[RuleSet]]] = []


def open_doors(doors: Iterable[Doors]) -> None:
    """Take what first pages list and what is sealed; called once when Django is ready."""
    declared = list(doors)
    _obstacles[:] = sorted((row for app in declared for row in app.obstacles), key=_by_order)
    _sealed[:] = [one for app in declared for one in app.sealed]
    _waiting[:] = sorted((row for app in declared for row in app.waiting), key=_by_order)
    _today[:] = sorted((row for app in declared for row in app.today), key=_by_order)
    _rules[:] = [read for app in declared for read in app.rules]
    _belongings[:] = [one for app in declared for one in app.belongings]
    _papers[:] = [one for app in declared for one in app.papers]
    _ties[:] = sorted((one for app in declared for one in app.ties), key=_by_order)


def waiting() -> Sequence[Waiting]:
    """Return each kind of work that may wait for staff, the most urgent first."""
    return _waiting


def today() -> Sequence[Today]:
    """Return each kind of thing that may need a seller, the most urgent first."""
    return _today


def obstacles() -> Sequence[Obstacle]:
    """Return what is looked at before a shop is closed for good, the most important first."""
    return _obstacles


def rules() -> list[RuleSet]:
    """Return every set of rules that the house goes by, read now."""
    return sorted((one for read in _rules for one in read()), key=lambda one: one.order)


def sealed(*, side: str) -> list[Sealed]:
    """Return what is sealed on a side."""
    return [one for one in _sealed if side in one.sides]


def belongings(*, side: str) -> list[Belongings]:
    """Return what of a person stands on a side."""
    return [one for one in _belongings if side in one.sides]


def papers(*, side: str) -> list[Papers]:
    """Return which papers people are given on a side."""
    return [one for one in _papers if one.side == side]


def ties(*, side: str) -> list[Tie]:
    """Return what is looked at on a side before an account ends, the most important first."""
    return [one for one in _ties if one.side == side]


def _by_order(row: Waiting | Today | Obstacle | Tie) -> tuple[int, str]:
    return row.order, row.url_name
