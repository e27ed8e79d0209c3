"""What pages hand to components: small frozen shapes, never models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from kith.money import Money

# What a colour says, the most urgent first: somebody loses by it until somebody acts; it waits
# for somebody; it moves by itself; it is as it should be; it is over, or says nothing of urgency.
Tone = Literal["bad", "warn", "info", "good", "plain"]


@dataclass(frozen=True)
class TimelineStep:
    """One step of something long; `actor` is who acts next."""

    label: str
    state: Literal["done", "now", "waiting", "failed"]
    at: datetime | None = None
    note: str = ""
    actor: str = ""


@dataclass(frozen=True)
class Task:
    """Something a person should look at, and the page where they can."""

    icon: str
    title: str
    text: str
    action: str
    href: str = ""


@dataclass(frozen=True)
class SetupStep:
    label: str
    state: Literal["done", "now", "todo"]
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Column:
    """
    A column of a table; `key` is a field of the row, dots follow attributes.

    On a phone a row is two lines: a title, facts under it, an amount or a badge at their end.
    Which is which follows from the kinds; `on_phone` says it where they do not, `named` that
    a fact says nothing without its label.
    """

    key: str
    label: str
    kind: Literal["text", "strong", "number", "money", "when", "date", "badge", "html"] = "text"
    is_sortable: bool = False
    is_wide_only: bool = False
    on_phone: Literal["", "title", "end", "named"] = ""


@dataclass(frozen=True)
class Tab:
    label: str
    href: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Part:
    """One party's share of an amount."""

    label: str
    amount: Money
    tone: Literal["", "tax", "wholesale", "platform", "seller", "sponsor", "rounding"] = ""
    note: str = ""


@dataclass(frozen=True)
class Criterion:
    """One thing the next tier asks; `share` is how far along, from 0 to 1."""

    label: str
    value: str
    threshold: str
    state: Literal["met", "close", "missing"]
    share: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Fact:
    label: str
    value: Any
    note: str = ""


@dataclass(frozen=True)
class Select:
    """A choice in a filter bar."""

    name: str
    label: str
    options: Sequence[tuple[str, str]] = field(default_factory=tuple)
    value: str = ""


@dataclass(frozen=True)
class Tagged:
    """A value shown as a badge."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Link:
    """A value shown as a link."""

    text: str
    href: str
