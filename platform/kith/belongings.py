"""
What of a person stands in which table: what they are given of it, and what stays when they go.

Each app declares its own beside its doors. A copy of everything and the end of an account go by
these declarations alone, and a test names each column that says who somebody is and is in none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db.models import Model, Q, QuerySet

# Framework tables are the house's own.
PUBLIC = frozenset({"public"})
# Stands where a name stood that is nobody's to know any more.
GONE = "—"


@dataclass(frozen=True)
class Row:
    """One thing that needs somebody, in their language."""

    title: str
    text: str
    action: str
    # What to ask the page for, so that it shows these and no others: "state=to_post".
    query: str = ""


@dataclass(frozen=True)
class Whose:
    """Whose belongings are asked for: a person, and every address that is proved to be theirs."""

    person_id: UUID
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Belongings:
    """
    Rows of one table that are a person's.

    They are given all columns but `secrets`, which open something or are drawn to open it, and
    `others`, which name somebody else or the works; both go for keys inside of JSON as well.
    When the account ends, what `erased` names is replaced, `goes` drops the rows, and what stays
    says why.
    """

    model: type[Model]
    # Leads from a row to its person: `person_id`, `invoice__person_id`.
    of: str
    # What its file is called in the copy.
    name: str
    # Written as a table, too: what people count, sum and sort.
    is_list: bool = False
    secrets: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    # What such a row is called is hidden from a helper, too: "Visa •••• 4242".
    hides_its_name: bool = False
    # Columns that say who somebody is, and that are the person's own: said, so that a new one
    # has to be.
    names: frozenset[str] = frozenset()
    # A column with an address: rows without a person are theirs whose address it is.
    by_address: str = ""
    erased: Mapping[str, Any] = field(default_factory=dict)
    goes: bool = False
    stays: str = ""
    # What has to be done before: called with whose they are, and when.
    first: Callable[[Whose, datetime], object] | None = None

    @property
    def sides(self) -> frozenset[str]:
        """On which sides of the wall the table stands."""
        return settings.SIDES.get(self.model._meta.app_label, PUBLIC)

    @property
    def columns(self) -> list[str]:
        """Which columns a person is given."""
        hidden = self.secrets | self.others
        fields = self.model._meta.concrete_fields
        return [one.attname for one in fields if one.attname not in hidden]

    def rows(self, whose: Whose) -> QuerySet[Any]:
        """Select a person's rows, on the side where they stand."""
        theirs = Q(**{self.of: whose.person_id})
        if self.by_address and whose.addresses:
            nobodys = Q(**{self.of: None, f"{self.by_address}__in": sorted(whose.addresses)})
            theirs |= nobodys
        return self.model._base_manager.filter(theirs)

    def told(self, whose: Whose) -> Iterator[dict[str, Any]]:
        """Yield what a person is given of each row, the oldest first."""
        hidden = self.secrets | self.others
        rows = self.rows(whose).order_by("pk").values(*self.columns)
        for row in rows.iterator(chunk_size=500):
            yield {name: without(value, hidden) for name, value in row.items()}

    def forget(self, whose: Whose, *, at: datetime) -> int:
        """Drop or replace what goes with the account; returns how many rows that was."""
        if self.first:
            self.first(whose, at)
        rows = self.rows(whose)
        if self.goes:
            return rows.delete()[0]
        return rows.update(**self.erased) if self.erased else 0


def without(value: Any, hidden: Iterable[str]) -> Any:
    """Return JSON as it is but for these keys, however deep they stand."""
    if isinstance(value, dict):
        return {key: without(one, hidden) for key, one in value.items() if key not in hidden}
    if isinstance(value, list | tuple):
        return [without(one, hidden) for one in value]
    return value


@dataclass(frozen=True)
class PaperFile:
    """A paper that a person was given, drawn when it is asked for."""

    name: str
    draw: Callable[[], bytes]


@dataclass(frozen=True)
class Papers:
    """The papers of one kind that a person was given, on the side where they stand."""

    side: str
    of: Callable[[UUID], Iterable[PaperFile]]


class TiesOfAPerson(Protocol):
    """Say what a person must bring to an end on this side before their account can."""

    def __call__(self, *, person_id: UUID, at: datetime) -> Iterable[Row]: ...


@dataclass(frozen=True)
class Tie:
    """What keeps an account: one row for each kind of it, and the page where it is ended."""

    side: str
    rows: TiesOfAPerson
    order: int
    url_name: str = ""
