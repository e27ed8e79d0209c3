"""What a question asks for: which members, which rows, in which order, which page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import unquote_plus, urlencode

from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from kith.api.errors import DOCS, Unreadable
from kith.api.shapes import Instant

PAGE, LARGEST_PAGE = 50, 100
# Further than any list goes, and still a number PostgreSQL counts to.
FURTHEST = 2**31
COMPARED = {"gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte", "eq": "exact"}
SIGNS = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte", "=": "exact"}
# `orderDate.gte=…`, or `orderDate>=…` as the guidelines write it too.
PART = re.compile(
    r"(?P<path>[@\w.]+?)(?:\.(?P<word>gt|gte|lt|lte|eq))?(?P<sign>>=|<=|>|<|=)(?P<value>.*)",
    re.DOTALL,
)
WHOLE = re.compile(r"[0-9]{1,40}\Z")


@dataclass(frozen=True)
class Column:
    """A member one may look for: the column behind it, and how its values are read."""

    name: str
    field: serializers.Field

    @property
    def is_moment(self) -> bool:
        return isinstance(self.field, Instant)


@dataclass
class Question:
    """One query string, read."""

    fields: list[str] = field(default_factory=list)
    offset: int = 0
    limit: int = PAGE
    order: list[str] = field(default_factory=list)
    wanted: Q = field(default_factory=Q)


def columns(
    shape: serializers.BaseSerializer, rows: QuerySet[Any], prefix: str = ""
) -> dict[str, Column]:
    """Return every member that a column or an annotation of the rows holds, by its path."""
    held = {each.attname for each in rows.model._meta.concrete_fields} | {*rows.query.annotations}
    found: dict[str, Column] = {}
    for name, member in _members(shape):
        inner = getattr(member, "child", member)
        if isinstance(inner, serializers.Serializer):
            if member.source == "*":
                found |= columns(inner, rows, f"{prefix}{name}.")
        elif member.source in held and _is_read(member):
            found[f"{prefix}{name}"] = Column(member.source, member)
    return found


def paths(shape: serializers.BaseSerializer, prefix: str = "") -> Iterator[str]:
    """Go through every member an answer may have, by its path."""
    for name, member in _members(shape):
        yield f"{prefix}{name}"
        inner = getattr(member, "child", member)
        if isinstance(inner, serializers.Serializer):
            yield from paths(inner, f"{prefix}{name}.")


def read_one(query: str, shape: serializers.BaseSerializer) -> Question:
    """
    Read what is asked of one thing: only which members to show.

    :raises Unreadable: something else is asked, or a member there is none of
    """
    return _read(query, shape, {}, taken=("fields",))


def read_list(query: str, shape: serializers.BaseSerializer, known: dict[str, Column]) -> Question:
    """
    Read what is asked of a list.

    :raises Unreadable: a member, a value, a page or an order that is none
    """
    return _read(query, shape, known, taken=("fields", "offset", "limit", "sort"))


def select(body: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """Return the members asked for; all of them when nobody chose."""
    if not fields:
        return body
    asked: dict[str, list[str]] = {}
    for path in fields:
        name, _, rest = path.partition(".")
        asked.setdefault(name, []).append(rest)
    chosen = {}
    for name, value in body.items():
        if name in ("id", "href", "@type") or "" in asked.get(name, ()):
            chosen[name] = value
        elif name in asked:
            inner = asked[name]
            many = isinstance(value, list)
            chosen[name] = [_part(each, inner) for each in value] if many else _part(value, inner)
    return chosen


def links(path: str, query: str, question: Question, total: int) -> str:
    """Return the Link header of a page: itself, and where the others begin."""
    step = max(question.limit, 1)
    last = max(total - 1, 0) // step * step
    starts = {"self": question.offset, "first": 0, "last": last}
    if question.offset > 0:
        starts["prev"] = max(min(question.offset - step, last), 0)
    if question.offset + step < total:
        starts["next"] = question.offset + step
    kept = [
        part for part in query.split("&") if part and not part.startswith(("offset=", "limit="))
    ]

    def at(offset: int) -> str:
        return "&".join([*kept, urlencode({"offset": offset, "limit": question.limit})])

    return ", ".join(f'<{path}?{at(offset)}>; rel="{rel}"' for rel, offset in starts.items())


def _members(shape: Any) -> list[tuple[str, Any]]:
    return list(getattr(shape, "child", shape).fields.items())


def _is_read(member: serializers.Field) -> bool:
    """Whether a text can be read as a value of it: what is only computed has no such reading."""
    return isinstance(
        member,
        serializers.CharField
        | serializers.UUIDField
        | serializers.ChoiceField
        | serializers.BooleanField
        | serializers.DateTimeField,
    )


def _part(value: dict[str, Any], paths: list[str]) -> dict[str, Any]:
    names = {path.partition(".")[0] for path in paths}
    return {name: inner for name, inner in value.items() if name in names}


def _read(query: str, shape: Any, known: dict[str, Column], *, taken: tuple[str, ...]) -> Question:
    question = Question()
    looked_for: dict[tuple[str, str], list[str]] = {}
    for path, word, value in _parts(query):
        if path not in taken:
            looked_for.setdefault((path, word), []).extend(re.split("[,;]", value))
        elif word != "exact":
            raise Unreadable("query.malformed", f"“{path}” is not compared.", f"Write {path}=….")
        elif path == "fields":
            question.fields += _fields(value, shape)
        elif path == "sort":
            question.order += _order(value, known)
        elif path == "limit":
            question.limit = min(_whole(path, value), LARGEST_PAGE)
        else:
            question.offset = min(_whole(path, value), FURTHEST)
    for (path, word), values in looked_for.items():
        question.wanted &= _condition(path, word, values, known, taken)
    return question


def _parts(query: str) -> Iterator[tuple[str, str, str]]:
    for part in filter(None, query.split("&")):
        text = unquote_plus(part)
        found = PART.fullmatch(text)
        if found is None or "\0" in text:
            raise Unreadable(
                "query.malformed",
                f"“{text[:60]!s}” says nothing.".replace("\0", "�"),
                "Write each part as attribute=value, percent-encoded.",
            )
        word = COMPARED[found["word"]] if found["word"] else SIGNS[found["sign"]]
        yield found["path"], word, found["value"]


def _condition(
    path: str, word: str, values: list[str], known: dict[str, Column], taken: tuple[str, ...]
) -> Q:
    if path not in known:
        others = f"Take one of: {', '.join([*taken, *known])}. {DOCS}"
        raise Unreadable(
            "query.unknown_attribute", f"“{path[:60]}” is not looked for here.", others
        )
    column = known[path]
    if word != "exact" and not column.is_moment:
        raise Unreadable(
            "query.not_compared", f"“{path}” is only equal or not.", f"Write {path}=value."
        )
    return reduce(or_, (Q(**{f"{column.name}__{word}": _value(path, column, v)}) for v in values))


def _value(path: str, column: Column, text: str) -> Any:
    try:
        return column.field.to_internal_value(text)
    except ValidationError as error:
        reason = f"“{path}” cannot be “{text[:60]}”."
        raise Unreadable("query.bad_value", reason, str(next(iter(error.detail)))) from error


def _fields(value: str, shape: Any) -> list[str]:
    names = [name for name in value.split(",") if name]
    if names == ["none"]:
        return ["id"]
    known = set(paths(shape))
    for name in names:
        if name not in known:
            first = ", ".join(path for path in paths(shape) if "." not in path)
            raise Unreadable(
                "query.unknown_field", f"There is no member “{name[:60]}”.", f"Take of: {first}."
            )
    return names


def _order(value: str, known: dict[str, Column]) -> list[str]:
    order = []
    for name in value.split(","):
        # A plus in an address is read as a blank.
        column = known.get(name[1:] if name.startswith(("-", "+", " ")) else name)
        if column is None:
            raise Unreadable(
                "query.unknown_attribute",
                f"Nothing is sorted by “{name[:60]}”.",
                f"Take of: {', '.join(known)}; a minus in front turns it round.",
            )
        order.append(f"-{column.name}" if name.startswith("-") else column.name)
    return order


def _whole(path: str, value: str) -> int:
    if not WHOLE.match(value):
        raise Unreadable(
            "query.bad_value", f"“{path}” cannot be “{value[:60]}”.", "Write a whole number from 0."
        )
    return int(value)
