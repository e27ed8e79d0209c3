"""Named things that are so: what the standard keeps in lists of characteristics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kith.api.looking import NONE, Look
from kith.api.shapes import Computed, Looked, Shape

INTEGER, STRING, UNLIMITED = "integer", "string", "unlimited"


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "integer"}]})
class Value(Computed):
    """A text or a whole number, drawn where a list of named things is."""


class CharacteristicShape(Shape):
    """One thing that is so, by name: what the standard has no member for."""

    name = serializers.CharField()
    valueType = serializers.ChoiceField([INTEGER, STRING])
    value = Value()


@dataclass(frozen=True)
class Fact:
    """One named thing, and the column of a text or a day that holds it; empty is not told."""

    name: str
    column: str
    is_day: bool = False

    def of(self, row: Any) -> str | None:
        """Return it as it is told."""
        value = getattr(row, self.column)
        return value.isoformat() if isinstance(value, date) else value or None

    @property
    def is_told(self) -> Q:
        """Which rows have it."""
        there = Q(**{f"{self.column}__isnull": False})
        return there if self.is_day else there & ~Q(**{self.column: ""})

    def has_value(self, text: str) -> Q:
        """Return which rows have it with this value."""
        if not self.is_day:
            return Q(**{self.column: text}) if text else NONE
        try:
            return Q(**{self.column: date.fromisoformat(text)})
        except ValueError:
            return NONE


@dataclass(frozen=True)
class Amounts:
    """Whole numbers by name in one column of JSON; null there is without limit."""

    column: str
    names: tuple[str, ...]

    def of(self, row: Any) -> dict[str, int | str]:
        """Return them by name, as they are told."""
        held = sorted(getattr(row, self.column).items())
        return {name: UNLIMITED if amount is None else amount for name, amount in held}

    def has_name(self, text: str) -> Q:
        """Return which rows hold one of this name."""
        return Q(**{f"{self.column}__has_key": text}) if text in self.names else NONE

    def has_value(self, text: str) -> Q:
        """Return which rows hold one of this value."""
        if text != UNLIMITED and not (text.isascii() and text.isdigit() and len(text) < 19):
            return NONE
        value = None if text == UNLIMITED else int(text)
        return self._any(lambda name: Q(**{f"{self.column}__{name}": value}))

    def has_type(self, kind: str) -> Q:
        """Return which rows hold a number, or something without limit."""
        unlimited = {name: Q(**{f"{self.column}__{name}": None}) for name in self.names}
        if kind == STRING:
            return self._any(unlimited.__getitem__)
        return self._any(lambda name: self.has_name(name) & ~unlimited[name])

    def _any(self, of_name: Any) -> Q:
        return reduce(or_, map(of_name, self.names), NONE)


@extend_schema_field(CharacteristicShape(many=True))
class Facts(Looked):
    """A list of characteristics: amounts of a plan, and facts from columns."""

    def __init__(self, *facts: Fact, amounts: Amounts | None = None) -> None:
        super().__init__(source="*")
        self.facts, self.amounts = facts, amounts

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        """Return what is so of a row, each under its name."""
        return [characteristic(name, told) for name, told in self._told(value)]

    def looks(self) -> dict[str, Look]:
        """Return how it is looked for: any of the list has this name, or this value."""
        return {
            ".name": Look(self._named),
            ".value": Look(self._valued),
            ".valueType": Look(self._typed, choices=(INTEGER, STRING)),
        }

    def _told(self, row: Any) -> Iterator[tuple[str, int | str]]:
        if self.amounts is not None:
            yield from self.amounts.of(row).items()
        for fact in self.facts:
            if (told := fact.of(row)) is not None:
                yield fact.name, told

    def _named(self, _: str, text: str) -> Q:
        named = [fact.is_told for fact in self.facts if fact.name == text]
        held = [self.amounts.has_name(text)] if self.amounts else []
        return reduce(or_, [*named, *held], NONE)

    def _valued(self, _: str, text: str) -> Q:
        held = [self.amounts.has_value(text)] if self.amounts else []
        return reduce(or_, [*(fact.has_value(text) for fact in self.facts), *held], NONE)

    def _typed(self, _: str, text: str) -> Q:
        serializers.ChoiceField([INTEGER, STRING]).to_internal_value(text)
        told = [fact.is_told for fact in self.facts] if text == STRING else []
        held = [self.amounts.has_type(text)] if self.amounts else []
        return reduce(or_, [*told, *held], NONE)


def characteristic(name: str, value: int | str) -> dict[str, Any]:
    """Return one named thing: a text or a whole number."""
    kind = INTEGER if isinstance(value, int) else STRING
    return {"name": name, "valueType": kind, "value": value}
