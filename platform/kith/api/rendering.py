"""JSON in which money is the very number that is in the books."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rest_framework import renderers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.utils.encoders import JSONEncoder


class ExactJSONRenderer(renderers.BaseRenderer):
    """Write decimals as numbers, digit by digit: no amount ever becomes a float."""

    media_type, format, charset = "application/json", "json", None

    def render(self, data: Any, media_type: Any = None, context: Any = None) -> bytes:
        """Return the body in UTF-8; none for an answer without one."""
        return b"" if data is None else _written(data).encode()


class AsAsked(DefaultContentNegotiation):
    """Leave what an answer is to its view: a paper is no JSON, but its refusal is."""

    def select_renderer(
        self, request: Any, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """Return how a refusal is written, whatever is accepted."""
        return renderers[0], renderers[0].media_type


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = (f"{json.dumps(name)}:{_written(each)}" for name, each in value.items())
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False)
