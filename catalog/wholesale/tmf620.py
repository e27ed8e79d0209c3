"""Read a TM Forum TMF620 export, v4 or v5, into entries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from catalog.wholesale.tmf620_shape import SHAPES, TELLTALES, VALIDATORS

COLLECTIONS = {kind[0].lower() + kind[1:]: kind for kind in SHAPES}
CODE_LIMIT = 200


@dataclass(frozen=True)
class Refusal:
    """One thing wrong with a file: where (`$.price.value`, or `line 4, price`) and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Entry:
    """One resource read from a file."""

    kind: str
    code: str
    name: str
    lifecycle_status: str
    body: dict[str, Any] = field(hash=False)
    path: str


def read_tmf620(content: bytes) -> tuple[list[Entry], list[Refusal]]:
    """
    Return the resources of an export and everything that is wrong with it.

    Takes one resource, an array of them, or an object with the members
    `productSpecification`, `productOffering` and `productOfferingPrice`, each an array.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        return [], [Refusal("$", f"not UTF-8 text: byte {error.start}")]
    except json.JSONDecodeError as error:
        return [], [Refusal("$", f"no JSON: {error.msg} in line {error.lineno}")]
    entries: list[Entry] = []
    refusals: list[Refusal] = []
    seen: dict[tuple[str, str], str] = {}
    for path, kind, resource in _resources(document):
        found = _read_one(path, kind, resource)
        if isinstance(found, list):
            refusals += found
            continue
        if first := seen.get((found.kind, found.code)):
            refusals.append(Refusal(f"{path}.id", f"{found.code} stands already at {first}"))
            continue
        seen[found.kind, found.code] = path
        entries.append(found)
    if not entries and not refusals:
        refusals.append(Refusal("$", "there is nothing to import in this file"))
    return entries, refusals


def _resources(document: Any) -> Iterator[tuple[str, str | None, Any]]:
    if isinstance(document, list):
        for place, item in enumerate(document):
            yield f"$[{place}]", None, item
        return
    if isinstance(document, dict):
        lists = [name for name in COLLECTIONS if isinstance(document.get(name), list)]
        if lists and "name" not in document and "id" not in document:
            for name in lists:
                for place, item in enumerate(document[name]):
                    yield f"$.{name}[{place}]", COLLECTIONS[name], item
            return
    yield "$", None, document


def _read_one(path: str, kind: str | None, resource: Any) -> Entry | list[Refusal]:
    if not isinstance(resource, dict):
        return [Refusal(path, "a resource is a JSON object")]
    if "op" in resource and "path" in resource:
        return [Refusal(f"{path}.op", "this is a JSON Patch, not a resource")]
    kind = kind or _kind_of(resource)
    if kind is None:
        return [Refusal(f"{path}.@type", "neither specification, offering nor price")]
    errors = sorted(VALIDATORS[kind].iter_errors(resource), key=lambda error: str(error.path))
    if errors:
        return [Refusal(_path(path, error), _reason(error)) for error in errors]
    code = str(resource.get("id") or resource["name"])
    if len(code) > CODE_LIMIT:
        return [Refusal(f"{path}.id", f"longer than {CODE_LIMIT} characters")]
    return Entry(
        kind=kind,
        code=code,
        name=resource["name"],
        lifecycle_status=resource.get("lifecycleStatus", ""),
        body=plain(resource),
        path=path,
    )


def _kind_of(resource: dict[str, Any]) -> str | None:
    for member in ("@type", "@baseType"):
        if resource.get(member) in SHAPES:
            return resource[member]
    shared = {kind: len(marks & resource.keys()) for kind, marks in TELLTALES.items()}
    best = max(shared, key=lambda kind: shared[kind])
    return best if shared[best] else None


def _path(path: str, error: Any) -> str:
    for part in error.absolute_path:
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        path += f".{missing[0]}"
    return path


def _reason(error: Any) -> str:
    if error.validator == "required":
        return "is missing"
    if error.validator == "type":
        return f"must be {error.validator_value}, is {type(error.instance).__name__}"
    if error.validator == "pattern":
        return f"{error.instance!r} is no currency code of three capital letters"
    return error.message


def plain(value: Any) -> Any:
    """Return the value with exact numbers as JSON keeps them: whole as int, others as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value
