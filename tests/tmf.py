"""What the official TM Forum files say an answer looks like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft4Validator, FormatChecker

from tests.catalog.wholesale.official import OFFICIAL, composed, official

FILES = {
    "620": "TMF620-ProductCatalog-v4.1.0.swagger.json",
    "622": "TMF622-ProductOrdering-v4.0.0.swagger.json",
    "637": "TMF637-ProductInventory-v4.0.0.swagger.json",
    "678": "TMF678-CustomerBill-v4.0.0.swagger.json",
}


def base_path(api: str) -> str:
    """Return where the file says its resources stand."""
    return official(OFFICIAL / FILES[api])["basePath"]


def whole_body(api: str, definition: str) -> dict[str, Any]:
    """Return a body with every member that the file knows, each with a value of its type."""
    return composed(official(OFFICIAL / FILES[api])["definitions"], definition)


def members(api: str, definition: str) -> set[str]:
    """Return the names of the members that the file draws in a definition."""
    return set(official(OFFICIAL / FILES[api])["definitions"][definition]["properties"])


def faults(body: Any, api: str, definition: str) -> list[str]:
    """Return where a body is not as the file draws it, and members the file has no name for."""
    definitions = official(OFFICIAL / FILES[api])["definitions"]
    schema = {"$ref": f"#/definitions/{definition}", "definitions": definitions}
    wrong = Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(body)
    named = [f"{fault.json_path}: {fault.message}" for fault in wrong]
    return named + list(_unknown(body, definitions, {"$ref": f"/{definition}"}, "$"))


def _unknown(body: Any, definitions: Any, shape: dict[str, Any], path: str) -> Iterator[str]:
    name = shape.get("$ref", "").rsplit("/", 1)[-1]
    members = definitions.get(name, shape).get("properties", {})
    if isinstance(body, list):
        for at, each in enumerate(body):
            yield from _unknown(each, definitions, shape.get("items", {}), f"{path}[{at}]")
    elif isinstance(body, dict) and members:
        for member, value in body.items():
            if member not in members:
                yield f"{path}.{member}: {name} has no such member"
            else:
                yield from _unknown(value, definitions, members[member], f"{path}.{member}")
