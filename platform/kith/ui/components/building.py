"""What every component's tag is built with: checked choices and named examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

PARAMETERS_OF_A_LIST = ("sort", "page")


@dataclass(frozen=True)
class Example:
    """
    One state of a component, shown in the gallery and checked by a test.

    `says` is text a reader must find in it, `has` a piece of markup that carries
    a role or a label.
    """

    component: str
    name: str
    source: str
    context: Callable[[], Mapping[str, Any]] = dict
    says: tuple[str, ...] = ()
    has: tuple[str, ...] = ()


def one_of(*, tag: str, argument: str, value: str, allowed: Iterable[str]) -> str:
    """
    Return the value.

    :raises TemplateSyntaxError: the tag has no such choice
    """
    if value not in (choices := sorted(allowed)):
        raise TemplateSyntaxError(f"{tag} has no {argument} {value!r}; take one of {choices}")
    return value


def built(component: str, context: Mapping[str, Any]) -> SafeString:
    """Return the component's own template, rendered; what block tags return."""
    return SafeString(render_to_string(f"components/{component}.html", dict(context)))


def query_with(context: Mapping[str, Any], **changes: str | None) -> str:
    """Return the page's query with some parameters changed; None takes one out."""
    request = context.get("request")
    if request is None:
        return "?" + "&".join(f"{key}={value}" for key, value in changes.items() if value)
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = value
    return f"?{query.urlencode()}" if query else request.path
