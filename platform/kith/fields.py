"""A short list of things inside a row: read with it, written with it, and asked for by nobody."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from django.db import models

from kith import plain


class ListField(models.JSONField):
    """
    Frozen dataclasses of one kind, kept as JSON.

    For what has no life outside its row. A table of its own costs every shop more than a list
    of five holds; what is looked for, counted or tied to anything stands in a table.
    """

    def __init__(self, of: type | None = None, **options: Any) -> None:
        self.of = of
        super().__init__(**{"default": list} | options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Stand in migrations as the JSON it is: history knows no classes of ours."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[Any]:
        rows = super().from_db_value(value, expression, connection)
        return [self._read(row) for row in rows]

    def get_prep_value(self, value: Any) -> Any:
        return [self._written(each) for each in value] if isinstance(value, list) else value

    def _written(self, each: Any) -> dict[str, Any]:
        if not isinstance(each, self._class):
            raise TypeError(f"{self.name} holds {self._class.__name__}, not {each!r}")
        kinds = _kinds_of(self._class)
        return {name: kind.write(getattr(each, name), of=name) for name, kind in kinds.items()}

    def _read(self, row: dict[str, Any]) -> Any:
        # A member of a newer release is passed over, one of an older release has its default.
        kinds = _kinds_of(self._class)
        return self._class(**{name: kinds[name].read(row[name]) for name in kinds.keys() & row})

    @property
    def _class(self) -> type:
        if self.of is None:
            raise TypeError(f"{self.name} does not say what it is a list of")
        return self.of


@cache
def _kinds_of(kept: type) -> dict[str, plain.Kind]:
    hints = get_type_hints(kept)
    return {one.name: plain.kind_of(hints[one.name], of=one.name) for one in fields(kept)}
