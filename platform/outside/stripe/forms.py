"""Read what the caller sent: nested brackets, whole numbers, needed members."""

import re
from typing import Any
from urllib.parse import parse_qsl

from outside.stripe.calls import ApiError, Json

WHOLE = re.compile(r"-?[0-9]{1,15}")
CURRENCY = re.compile(r"[a-z]{3}")


def read_form(text: str) -> Json:
    """Return the tree that `a[b][0][c]=value` pairs spell."""
    tree: Json = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head, *rest = name.replace("]", "").split("[")
        branch = tree
        for step, after in zip([head, *rest], rest, strict=False):
            branch = branch.setdefault(_place(branch, step), {})
            if not isinstance(branch, dict):
                raise ApiError(f"Invalid {after}: {name} is given twice", param=name)
        branch[_place(branch, rest[-1] if rest else head)] = value
    return {name: _with_lists(value) for name, value in tree.items()}


def _place(branch: Json, step: str) -> str:
    return step if step else str(len(branch))


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(name.isdigit() for name in value):
        return [_with_lists(value[name]) for name in sorted(value, key=int)]
    return {name: _with_lists(inner) for name, inner in value.items()}


def text(form: Json, name: str, default: str | None = None) -> str:
    """Return a member that must be text; refuse where it is needed and missing."""
    value = form.get(name, default)
    if value is None or (default is None and value == ""):
        raise ApiError(f"Missing required param: {name}.", code="parameter_missing", param=name)
    if not isinstance(value, str):
        raise ApiError(f"Invalid string: {value}", param=name)
    return value


def whole(form: Json, name: str, default: int | None = None) -> int:
    """Return a member that must be a whole number, in the way the API words it."""
    if name not in form and default is not None:
        return default
    value = text(form, name)
    if not WHOLE.fullmatch(value):
        raise ApiError(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name)
    return int(value)


def amount_of(form: Json, name: str = "amount", default: int | None = None) -> int:
    """Return an amount in minor units, at least one."""
    value = whole(form, name, default)
    if value < 1:
        raise ApiError(
            "This value must be greater than or equal to 1.",
            code="parameter_invalid_integer",
            param=name,
        )
    if value > 99_999_999:
        raise ApiError(
            "Amount must be no more than 999,999.99", code="amount_too_large", param=name
        )
    return value


def currency_of(form: Json) -> str:
    """Return the three letters of a currency, small."""
    value = text(form, "currency").lower()
    if not CURRENCY.fullmatch(value):
        raise ApiError(f"Invalid currency: {value}", param="currency")
    return value


def metadata_of(form: Json, before: Json | None = None) -> dict[str, str]:
    """Return the metadata, merged over what was there; an empty value removes its key."""
    given = form.get("metadata") or {}
    if not isinstance(given, dict):
        raise ApiError("Invalid object", param="metadata")
    merged = {**(before or {}), **{name: str(value) for name, value in given.items()}}
    if len(merged) > 50 or any(len(n) > 40 or len(v) > 500 for n, v in merged.items()):
        raise ApiError("Metadata holds 50 keys of 40 and values of 500 letters", param="metadata")
    return {name: value for name, value in merged.items() if value != ""}


def is_yes(form: Json, name: str) -> bool:
    """Return whether a flag is set."""
    value = form.get(name, "false")
    if value not in ("true", "false"):
        raise ApiError(f"Invalid boolean: {value}", param=name)
    return value == "true"
