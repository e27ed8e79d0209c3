"""The API's document as a page to read: no script, no foreign host, in the shop's own clothes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.generators import EndpointEnumerator

from kith.api.codes import CODES, Told, of_refusals
from kith.api.entrance import LARGEST_BODY, LONGEST_QUERY
from kith.api.schema import COMPARISONS, document, rates


@dataclass(frozen=True)
class Member:
    """One parameter, or one member of a body."""

    name: str
    kind: str
    about: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class Operation:
    """One thing a program may ask."""

    id: str
    method: str
    path: str
    title: str
    text: str
    is_open: bool
    parameters: list[Member]
    body: str
    sample: str
    answer: str
    answers: list[Member]


@dataclass(frozen=True)
class Section:
    """One resource."""

    name: str
    operations: list[Operation]


@dataclass(frozen=True)
class Drawing:
    """One shape that bodies are made of."""

    name: str
    text: str
    members: list[Member]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every resource, its questions, its answers and its shapes."""
    sections, drawings = _read(request.urlconf)
    words = {
        "sections": sections,
        "drawings": drawings,
        "codes": _codes(request.urlconf),
        "rates": rates(),
        "is_in_english": (get_language() or "en").startswith("en"),
        "largest_kilobytes": LARGEST_BODY // 1024,
        "longest_query": LONGEST_QUERY,
    }
    return render(request, "kith/api/docs.html", words)


@lru_cache(maxsize=2)
def _read(urlconf: str) -> tuple[list[Section], list[Drawing]]:
    told = _with_words(document(urlconf), document(urlconf)["components"]["schemas"])
    sections: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            section = sections.setdefault(operation["tags"][0], [])
            section.append(_operation(path, method, operation))
    drawings = [
        Drawing(name, drawn.get("description", ""), _members(drawn))
        for name, drawn in told["components"]["schemas"].items()
        if "properties" in drawn
    ]
    return [Section(name, found) for name, found in sections.items()], drawings


def _with_words(drawn: Any, schemas: dict[str, Any]) -> Any:
    """Return the document with each choice of words where it is chosen."""
    if isinstance(drawn, list):
        return [_with_words(each, schemas) for each in drawn]
    if not isinstance(drawn, dict):
        return drawn
    named = schemas.get(str(drawn.get("$ref", "")).rsplit("/", 1)[-1], {})
    if "enum" in named:
        return named
    return {name: _with_words(each, schemas) for name, each in drawn.items()}


def _operation(path: str, method: str, operation: dict[str, Any]) -> Operation:
    title, _, text = operation.get("description", "").partition("\n\n")
    taken = _body(operation.get("requestBody", {}))
    answered = next(answer for code, answer in operation["responses"].items() if code[0] == "2")
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        title=title,
        text=text,
        is_open={} in operation.get("security", ()),
        parameters=[
            Member(each["name"], _kind(each["schema"]), each.get("description", ""))
            for each in operation.get("parameters", ())
            # Said with the member itself.
            if not each["name"].endswith((*COMPARISONS,))
        ],
        body=_kind(taken) if taken else "",
        sample=_sample(operation),
        answer=_kind(_body(answered)),
        answers=[
            Member(code, "", answer["description"])
            for code, answer in operation["responses"].items()
            if code[0] != "2"
        ],
    )


def _sample(operation: dict[str, Any]) -> str:
    """Return an example of what is taken, as JSON people read."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    samples = [each["value"] for each in content.get("examples", {}).values()]
    return json.dumps(samples[0], indent=2, ensure_ascii=False) if samples else ""


@lru_cache(maxsize=2)
def _codes(urlconf: str) -> list[Told]:
    """Return every code a refusal may have, those of use-cases last."""
    endpoints = EndpointEnumerator(urlconf=urlconf).get_api_endpoints()
    views = [callback.cls for *_, callback in endpoints]
    refusals = dict.fromkeys(each for view in views for each in getattr(view, "refusals", ()))
    return [*CODES, *of_refusals(refusals)]


def _body(holder: dict[str, Any]) -> dict[str, Any]:
    kinds: list[dict[str, Any]] = [*holder.get("content", {}).values()]
    return kinds[0]["schema"] if kinds else {}


def _members(drawn: dict[str, Any]) -> list[Member]:
    required = drawn.get("required", ())
    return [
        Member(name, _kind(member), member.get("description", ""), name in required)
        for name, member in drawn["properties"].items()
    ]


def _kind(drawn: dict[str, Any]) -> str:
    if "$ref" in drawn:
        return drawn["$ref"].rsplit("/", 1)[-1]
    if "allOf" in drawn:
        return _kind(drawn["allOf"][0])
    if drawn.get("type") == "array":
        return f"{_kind(drawn['items'])}[]"
    if "enum" in drawn:
        return " | ".join(str(word) for word in drawn["enum"])
    return drawn.get("format") or drawn.get("type", "any")
