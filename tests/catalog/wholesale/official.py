"""The example bodies of the official TMF620 files, as they stand."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
OFFICIAL = ROOT.parent / "shared" / "tmf"
V4 = OFFICIAL / "TMF620-ProductCatalog-v4.1.0.swagger.json"
V5 = OFFICIAL / "TMF620-ProductCatalog-v5.0.0.oas.yaml"
RESOURCES = ("ProductSpecification", "ProductOffering", "ProductOfferingPrice")
# A value for a member that the file gives no example of, by its type and format.
STANDING_IN = {
    "string": "x",
    "boolean": True,
    "integer": 1,
    "number": 1,
    "date-time": "2026-03-01T00:00:00Z",
    "uri": "https://api.northline.example/x",
}


class OfficialFileMissing(AssertionError):
    """The test data is not where the project's contract puts it."""


@cache
def official(path: Path) -> dict[str, Any]:
    """Return one official file; a missing one fails the tests, it never skips them."""
    if not path.is_file():
        raise OfficialFileMissing(f"{path} is missing: the official TM Forum files belong there")
    if path.suffix == ".json":
        return json.loads(path.read_text(), parse_float=Decimal)
    return yaml.load(path.read_text(), yaml.CSafeLoader)


def v5_bodies() -> Iterator[tuple[str, Any]]:
    """Every example of a request or an answer of the three resources."""
    document = official(V5)
    for part in ("requestBodies", "responses"):
        for name, content in _contents(document["components"][part]):
            if name.removesuffix("Array").split("_")[0].lstrip("0123456789") in RESOURCES:
                for example in content.get("examples", {}).values():
                    key = example["$ref"].rsplit("/", 1)[-1]
                    yield key, document["components"]["examples"][key]["value"]


def v4_bodies() -> Iterator[tuple[str, Any]]:
    """
    A body of each definition of the three resources.

    The v4.1 file holds no example of a whole body (a test says so): its members' own examples are
    put together, and where a member has none its type's stand-in.
    """
    definitions = official(V4)["definitions"]
    for name in RESOURCES:
        for form in (name, f"{name}_Create", f"{name}_Update"):
            yield form, composed(definitions, form, ())


def v4_examples() -> list[str]:
    """Return where the v4.1 file holds an example of a whole body."""
    found = []
    for path, verbs in official(V4)["paths"].items():
        for verb, operation in verbs.items():
            for code, answer in operation.get("responses", {}).items():
                if "examples" in answer or "example" in answer.get("schema", {}):
                    found.append(f"{verb} {path} {code}")
    return found


def _contents(part: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, item in part.items():
        for content in item.get("content", {}).values():
            yield name, content


def composed(
    definitions: dict[str, Any], name: str, inside: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a body of a definition with every member of it, and of what it is made of."""
    body = {}
    for member, shape in definitions[name].get("properties", {}).items():
        value = _value(definitions, shape, (*inside, name))
        if value is not None:
            body[member] = value
    return body


def _value(definitions: dict[str, Any], shape: dict[str, Any], inside: tuple[str, ...]) -> Any:
    if "example" in shape:
        return shape["example"]
    if "enum" in shape:
        return shape["enum"][0]
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[-1]
        if "enum" in definitions[name]:
            return _value(definitions, definitions[name], inside)
        return None if name in inside else composed(definitions, name, inside)
    if shape.get("type") == "array":
        item = _value(definitions, shape["items"], inside)
        return [] if item is None else [item]
    return STANDING_IN.get(shape.get("format", ""), STANDING_IN.get(shape.get("type", "")))
