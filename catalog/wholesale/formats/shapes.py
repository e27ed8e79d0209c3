"""Check a resource against the members its version names, and say where it differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalog.wholesale.formats.drafts import Refusal
from catalog.wholesale.formats.exact_json import member_path

TEXT, BOOLEAN, INTEGER, NUMBER, MOMENT, ANY = (
    gettext_noop("text"),
    gettext_noop("true or false"),
    gettext_noop("a whole number"),
    gettext_noop("a number"),
    gettext_noop("a time such as 2026-03-01T00:00:00Z"),
    gettext_noop("anything"),
)
# A list stands for "a list of", a dict for an object that may hold more than these.
Shape = str | list[Any] | dict[str, Any]

VALID_FOR: Shape = {"startDateTime": MOMENT, "endDateTime": MOMENT}
MONEY: Shape = {"unit": TEXT, "value": NUMBER}
QUANTITY: Shape = {"amount": NUMBER, "units": TEXT}
DURATION: Shape = {"amount": INTEGER, "units": TEXT}
TYPED: dict[str, Any] = {"@type": TEXT, "@baseType": TEXT, "@schemaLocation": TEXT}
REF: dict[str, Any] = {
    **TYPED,
    "id": TEXT,
    "href": TEXT,
    "name": TEXT,
    "version": TEXT,
    "@referredType": TEXT,
}
RELATION: Shape = {**REF, "relationshipType": TEXT, "role": TEXT, "validFor": VALID_FOR}
TERM: Shape = {"name": TEXT, "description": TEXT, "duration": DURATION, "validFor": VALID_FOR}
TAX: Shape = {"taxCategory": TEXT, "taxRate": NUMBER, "taxAmount": MONEY}
ATTACHMENT: Shape = {**REF, "description": TEXT, "mimeType": TEXT, "url": TEXT}
CHARACTERISTIC_VALUE: Shape = {
    "isDefault": BOOLEAN,
    "valueType": TEXT,
    "unitOfMeasure": TEXT,
    "rangeInterval": TEXT,
    "regex": TEXT,
    "valueFrom": INTEGER,
    "valueTo": INTEGER,
    "validFor": VALID_FOR,
    "value": ANY,
}
VALUE_USE: Shape = {
    "id": TEXT,
    "name": TEXT,
    "description": TEXT,
    "valueType": TEXT,
    "minCardinality": INTEGER,
    "maxCardinality": INTEGER,
    "validFor": VALID_FOR,
    "productSpecCharacteristicValue": [CHARACTERISTIC_VALUE],
    "productSpecification": REF,
}
COMMON: dict[str, Any] = {
    **TYPED,
    "id": TEXT,
    "href": TEXT,
    "name": TEXT,
    "description": TEXT,
    "version": TEXT,
    "lifecycleStatus": TEXT,
    "lastUpdate": MOMENT,
    "validFor": VALID_FOR,
}


def mismatches(value: Any, shape: Shape, path: str) -> Iterator[Refusal]:
    """Yield each member that is not what the shape says; null counts as left out."""
    if value is None:
        return
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield Refusal(
                path, _("is %(kind)s, where an object belongs") % {"kind": kind_of(value)}
            )
            return
        for name, inner in shape.items():
            if name in value:
                yield from mismatches(value[name], inner, member_path(path, name))
        yield from _period_turned_round(value, shape, path)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield Refusal(path, _("is %(kind)s, where a list belongs") % {"kind": kind_of(value)})
            return
        for at, item in enumerate(value):
            if item is None:
                yield Refusal(f"{path}[{at}]", _("is null: leave it out of the list"))
            yield from mismatches(item, shape[0], f"{path}[{at}]")
    elif not _fits(value, shape):
        yield Refusal(
            path,
            _("is %(kind)s, where %(wanted)s belongs")
            % {"kind": kind_of(value), "wanted": _named(shape)},
        )


def missing(value: dict[str, Any], names: tuple[str, ...], path: str) -> Iterator[Refusal]:
    """Yield each member that must be there and is not."""
    for name in names:
        if value.get(name) in (None, ""):
            yield Refusal(member_path(path, name), _("is missing"))


def moment(text: Any) -> datetime | None:
    """Return the instant a text names, None when it names none; no zone means UTC."""
    if not isinstance(text, str) or "T" not in text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def kind_of(value: Any) -> str:
    """Return in words what kind of value this is."""
    if isinstance(value, bool):
        return _("true or false")
    if isinstance(value, int | Decimal):
        return _("the number %(value)s") % {"value": value}
    if isinstance(value, str):
        return _("the text “%(value)s”") % {"value": value[:40]}
    if isinstance(value, dict):
        return _("an object")
    return _("a list") if isinstance(value, list) else "null"


def _fits(value: Any, shape: str) -> bool:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return {
        TEXT: lambda: isinstance(value, str),
        BOOLEAN: lambda: isinstance(value, bool),
        INTEGER: lambda: is_number and value == int(value),
        NUMBER: lambda: is_number,
        MOMENT: lambda: moment(value) is not None,
        ANY: lambda: True,
    }[shape]()


def _named(shape: str) -> str:
    return _(shape)


def _period_turned_round(value: dict[str, Any], shape: Shape, path: str) -> Iterator[Refusal]:
    if shape is not VALID_FOR:
        return
    start, end = moment(value.get("startDateTime")), moment(value.get("endDateTime"))
    if start and end and end < start:
        yield Refusal(member_path(path, "endDateTime"), _("comes before its startDateTime"))
