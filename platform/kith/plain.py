"""How each kind of member stands in JSON, in a letter or inside a row, and how it is read back."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Union, get_args, get_origin
from uuid import UUID

from kith.money import Money


@dataclass(frozen=True)
class Kind:
    """One kind of member: what it is called, how it is written, and how it is read."""

    hint: Any
    accepts: Callable[[Any], bool]
    written: Callable[[Any], Any]
    read: Callable[[Any], Any]

    def write(self, value: Any, *, of: str) -> Any:
        """
        Return the value as JSON has it.

        :raises TypeError: the value is of another kind
        """
        if not self.accepts(value):
            raise TypeError(f"{of} is {self.hint}, not {value!r}")
        return self.written(value)


def kind_of(hint: Any, *, of: str) -> Kind:
    """
    Return how a member of this type is kept.

    :raises TypeError: no letter holds such a thing, and no row
    """
    if hint in _KINDS:
        return _KINDS[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType) and len(inner) == 2 and inner[1] is type(None):
        return _or_none(hint, kind_of(inner[0], of=of))
    if origin is tuple and len(inner) == 2 and inner[1] is ...:
        return _many(hint, kind_of(inner[0], of=of))
    raise TypeError(f"{of}: no letter holds {hint}")


def _or_none(hint: Any, one: Kind) -> Kind:
    return Kind(
        hint,
        lambda value: value is None or one.accepts(value),
        lambda value: None if value is None else one.written(value),
        lambda kept: None if kept is None else one.read(kept),
    )


def _many(hint: Any, one: Kind) -> Kind:
    return Kind(
        hint,
        lambda value: isinstance(value, tuple) and all(one.accepts(each) for each in value),
        lambda value: [one.written(each) for each in value],
        lambda kept: tuple(one.read(each) for each in _exactly(list)(kept)),
    )


def _exactly(kind: type) -> Callable[[Any], Any]:
    """Read what JSON knows itself; true is no number, and 1 is no text."""

    def read(kept: Any) -> Any:
        if type(kept) is not kind:
            raise TypeError(f"{kept!r} is no {kind.__name__}")
        return kept

    return read


def _instant(kept: str) -> datetime:
    found = datetime.fromisoformat(kept)
    if found.tzinfo is None:
        raise ValueError(f"{kept!r} is a time without a zone")
    return found


def _is_instant(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


_KINDS = {
    bool: Kind(bool, lambda value: type(value) is bool, bool, _exactly(bool)),
    int: Kind(int, lambda value: type(value) is int, int, _exactly(int)),
    str: Kind(str, lambda value: isinstance(value, str), str, _exactly(str)),
    UUID: Kind(UUID, lambda value: isinstance(value, UUID), str, UUID),
    datetime: Kind(datetime, _is_instant, datetime.isoformat, _instant),
    date: Kind(date, lambda value: type(value) is date, date.isoformat, date.fromisoformat),
    Money: Kind(
        Money,
        lambda value: isinstance(value, Money),
        lambda value: {"minor": value.minor, "currency": value.currency},
        lambda kept: Money(kept["minor"], kept["currency"]),
    ),
}
