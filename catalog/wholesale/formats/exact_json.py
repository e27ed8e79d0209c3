"""JSON without losses: numbers stay exact, a member named twice is noticed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.formats.drafts import Refusal

# `@type` is written `$.@type`, as people who know these files do.
PLAIN_NAME = re.compile(r"@?[A-Za-z_][A-Za-z0-9_]*\Z")
LARGEST_EXPONENT = 100


class Members(dict[str, Any]):
    """An object of the file; it remembers members that were written twice."""

    doubled: tuple[str, ...] = ()


class Unreadable(ValueError):
    """The text is no JSON; `place` says where it stops being it."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(reason)
        self.place = place


def read_exactly(text: str) -> Any:
    """
    Return what the text says, every fraction as a Decimal.

    :raises Unreadable: no JSON, or nested deeper than any catalogue is
    """
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_members
        )
    except json.JSONDecodeError as error:
        place = _("line %(line)s, column %(column)s") % {
            "line": error.lineno,
            "column": error.colno,
        }
        raise Unreadable(place, _("from here on this is no JSON")) from error
    except RecursionError as error:
        raise Unreadable("$", _("this is nested too deeply to be a catalogue")) from error
    except ValueError as error:
        raise Unreadable("$", str(error)) from error


class ExactEncoder(json.JSONEncoder):
    """Write fractions as the numbers they are, for a JSON column."""

    def encode(self, o: Any) -> str:
        if isinstance(o, dict):
            inner = (f"{json.dumps(name)}: {self.encode(value)}" for name, value in o.items())
            return "{" + ", ".join(inner) + "}"
        if isinstance(o, list | tuple):
            return "[" + ", ".join(map(self.encode, o)) + "]"
        return format(o, "f") if isinstance(o, Decimal) else super().encode(o)


class ExactDecoder(json.JSONDecoder):
    """Read fractions of a JSON column as Decimals."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "parse_float": Decimal})


def member_path(path: str, name: str) -> str:
    """Return the JSON path of a member."""
    return f"{path}.{name}" if PLAIN_NAME.match(name) else f"{path}[{name!r}]"


def unstorable(value: Any, path: str = "$") -> Iterator[Refusal]:
    """Find what no database can keep, and members named twice."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            yield Refusal(path, _("holds a character that is no text (NUL or half of a pair)"))
    elif isinstance(value, Decimal) and abs(value.adjusted()) > LARGEST_EXPONENT:
        yield Refusal(path, _("is no number that anything costs or counts"))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from unstorable(item, f"{path}[{at}]")
    elif isinstance(value, dict):
        for name in getattr(value, "doubled", ()):
            yield Refusal(member_path(path, name), _("is written twice in the same object"))
        for name, item in value.items():
            yield from unstorable(name, path)
            yield from unstorable(item, member_path(path, name))


def _members(pairs: list[tuple[str, Any]]) -> Members:
    members = Members(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        members.doubled = tuple(sorted({name for name in names if names.count(name) > 1}))
    return members


def _refuse_constant(name: str) -> None:
    raise ValueError(_("%(name)s is no JSON number") % {"name": name})
