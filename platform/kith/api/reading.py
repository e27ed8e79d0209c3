"""What a question asks for: which members, which rows, in which order, which page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import Any
from urllib.parse import unquote_plus, urlencode

from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from kith.api.errors import DOCS, Unreadable
from kith.api.looking import EXACT, Look, by_column
from kith.api.shapes import Looked

PAGE, LARGEST_PAGE = 50, 100
# As many as the longest page has ids: each is a condition that the database plans for.
MOST_VALUES = LARGEST_PAGE
# Further than any list goes, and still a number PostgreSQL counts to.
FURTHEST = 2**31
# Proxies hand on headers of a few kilobytes.
LONGEST_LINKS = 6_000
COMPARED = {"gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte", "eq": "exact"}
SIGNS = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte", "=": "exact"}
# `orderDate.gte=…`, or `orderDate>=…` as the guidelines write it too.
PART = re.compile(
    r"(?P<path>[@\w.]+?)(?:\.(?P<word>gt|gte|lt|lte|eq))?(?P<sign>>=|<=|>|<|=)(?P<value>.*)",
    re.DOTALL,
)
# A value in which the member is named once more: `a=x;a=y`.
AGAIN = re.compile(r"[@\w.]+[=<>]")
# What an answer always says of a thing.
ALWAYS = ("id", "href", "@type")
WHOLE = re.compile(r"[0-9]{1,40}\Z")


@dataclass
class Question:
    """One query string, read."""

    fields: list[str] = field(default_factory=list)
    offset: int = 0
    limit: int = PAGE
    order: list[str] = field(default_factory=list)
    wanted: Q = field(default_factory=Q)
    # Which members are looked for.
    paths: set[str] = field(default_factory=set)


def looks(
    shape: serializers.BaseSerializer, rows: QuerySet[Any], prefix: str = ""
) -> dict[str, Look]:
    """Return how each member of an answer is looked for, by its path."""
    held = {each.attname for each in rows.model._meta.concrete_fields} | {*rows.query.annotations}
    found: dict[str, Look] = {}
    for name, member in _members(shape):
        path, inner = f"{prefix}{name}", getattr(member, "child", member)
        if isinstance(inner, serializers.Serializer):
            found |= looks(inner, rows, f"{path}.")
        elif isinstance(member, Looked):
            found |= {f"{path}{part}": look for part, look in member.looks().items()}
        elif member.source in held:
            found[path] = by_column(member)
    return found


def paths(shape: serializers.BaseSerializer, prefix: str = "") -> Iterator[str]:
    """Go through every member an answer may have, by its path."""
    for name, member in _members(shape):
        yield f"{prefix}{name}"
        if isinstance(member, Looked):
            yield from (f"{prefix}{name}{part}" for part in member.looks() if part)
        inner = getattr(member, "child", member)
        if isinstance(inner, serializers.Serializer):
            yield from paths(inner, f"{prefix}{name}.")


def read_one(query: str, shape: serializers.BaseSerializer) -> Question:
    """
    Read what is asked of one thing: only which members to show.

    :raises Unreadable: something else is asked, or a member there is none of
    """
    return _read(query, shape, {}, taken=("fields",))


def read_list(query: str, shape: serializers.BaseSerializer, known: dict[str, Look]) -> Question:
    """
    Read what is asked of a list.

    :raises Unreadable: a member, a value, a page or an order that is none
    """
    return _read(query, shape, known, taken=("fields", "offset", "limit", "sort"))


def select(body: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """Return the members asked for; all of them when nobody chose."""
    if not fields:
        return body
    chosen: dict[str, Any] = _part(body, [*ALWAYS, *fields])
    return chosen


def links(path: str, query: str, question: Question, total: int) -> str:
    """
    Return the Link header of a page: where the others begin, and itself.

    A question with a hundred ids is repeated in each: what leads on comes first, and what does not
    fit any more is left out.
    """
    step = max(question.limit, 1)
    last = max(total - 1, 0) // step * step
    starts = {}
    if question.offset + step < total:
        starts["next"] = question.offset + step
    if question.offset > 0:
        starts["prev"] = max(min(question.offset - step, last), 0)
    starts |= {"first": 0, "last": last, "self": question.offset}
    kept = [
        part for part in query.split("&") if part and not part.startswith(("offset=", "limit="))
    ]

    def at(offset: int) -> str:
        return "&".join([*kept, urlencode({"offset": offset, "limit": question.limit})])

    told = [f'<{path}?{at(offset)}>; rel="{rel}"' for rel, offset in starts.items()]
    ends = accumulate(len(link) + 2 for link in told)
    return ", ".join(link for link, end in zip(told, ends, strict=True) if end <= LONGEST_LINKS)


def _members(shape: Any) -> list[tuple[str, Any]]:
    return list(getattr(shape, "child", shape).fields.items())


def _part(value: Any, paths: list[str]) -> Any:
    """Return of an object, or of each in a list, what the paths lead to."""
    if isinstance(value, list):
        return [_part(each, paths) for each in value]
    if not isinstance(value, dict):
        return value
    asked: dict[str, list[str]] = {}
    for path in paths:
        name, _, rest = path.partition(".")
        asked.setdefault(name, []).append(rest)
    return {
        name: inner if "" in asked[name] else _part(inner, asked[name])
        for name, inner in value.items()
        if name in asked
    }


def _read(query: str, shape: Any, known: dict[str, Look], *, taken: tuple[str, ...]) -> Question:
    question = Question()
    looked_for: dict[tuple[str, str], list[Q]] = {}
    room = MOST_VALUES
    for path, word, value in _parts(query):
        if path not in taken:
            if path not in known:
                raise _not_looked_for(path, [*taken, *known])
            key, asked = _alternatives(path, word, value)
            if (room := room - len(asked)) < 0:
                raise _too_many_values()
            conditions = [_condition(path, *each, known[path]) for each in asked]
            looked_for.setdefault(key, []).extend(conditions)
            question.paths.add(path)
        elif word != EXACT:
            raise Unreadable("query.malformed", f"“{path}” is not compared.", f"Write {path}=….")
        elif path == "fields":
            question.fields += _fields(value, shape)
        elif path == "sort":
            question.order += _order(value, known)
        elif path == "limit":
            question.limit = min(_whole(path, value), LARGEST_PAGE)
        else:
            question.offset = min(_whole(path, value), FURTHEST)
    for alternatives in looked_for.values():
        question.wanted &= reduce(or_, alternatives)
    return question


def _parts(query: str) -> Iterator[tuple[str, str, str]]:
    for part in filter(None, query.split("&")):
        yield _part_read(unquote_plus(part))


def _part_read(text: str) -> tuple[str, str, str]:
    found = PART.fullmatch(text)
    if found is None or "\0" in text:
        raise Unreadable(
            "query.malformed",
            f"“{text[:60]!s}” says nothing.".replace("\0", "�"),
            "Write each part as attribute=value, percent-encoded.",
        )
    return (
        found["path"],
        COMPARED[found["word"]] if found["word"] else SIGNS[found["sign"]],
        found["value"],
    )


def _alternatives(
    path: str, word: str, value: str
) -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """
    Read one part of a question: `a=x,y`, `a=x;y` and `a=x;a=y` are each either of the two.

    Returns what the members are grouped by, for the same member in another part with the same
    comparison is one more alternative; and each comparison with its value.
    """
    words, asked = {word}, []
    for piece in value.split(";"):
        if AGAIN.match(piece):
            other, word, piece = _part_read(piece)
            if other != path:
                raise Unreadable(
                    "query.malformed",
                    f"“{path}” and “{other[:60]}” cannot be alternatives.",
                    "Join values of one attribute by “;”, different attributes by “&”.",
                )
            words.add(word)
        asked += [(word, each) for each in piece.split(",")]
    # Several comparisons joined by “;” stand for themselves.
    key = (path, word) if len(words) == 1 else (path, value)
    return key, asked


def _not_looked_for(path: str, others: list[str]) -> Unreadable:
    return Unreadable(
        "query.unknown_attribute",
        f"“{path[:60]}” is not looked for here.",
        f"Take one of: {', '.join(others)}. {DOCS}",
    )


def _too_many_values() -> Unreadable:
    return Unreadable(
        "query.too_many_values",
        f"At most {MOST_VALUES} values are looked for at once.",
        "Ask for fewer, in several requests.",
    )


def _condition(path: str, word: str, text: str, look: Look) -> Q:
    if word != EXACT and not look.is_compared:
        raise Unreadable(
            "query.not_compared", f"“{path}” is only equal or not.", f"Write {path}=value."
        )
    try:
        return look.condition(word, text)
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


def _order(value: str, known: dict[str, Look]) -> list[str]:
    columns = {path: look.column for path, look in known.items() if look.column}
    order = []
    for name in value.split(","):
        # A plus in an address is read as a blank.
        column = columns.get(name[1:] if name.startswith(("-", "+", " ")) else name)
        if column is None:
            raise Unreadable(
                "query.unknown_attribute",
                f"Nothing is sorted by “{name[:60]}”.",
                f"Take of: {', '.join(columns)}; a minus in front turns it round.",
            )
        order.append(f"-{column}" if name.startswith("-") else column)
    return order


def _whole(path: str, value: str) -> int:
    if not WHOLE.match(value):
        raise Unreadable(
            "query.bad_value", f"“{path}” cannot be “{value[:60]}”.", "Write a whole number from 0."
        )
    return int(value)
