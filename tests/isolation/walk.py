"""Every address Kith serves, read from the URL configuration itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

NETWORK, SHOP = "network", "shop"
URLCONFS = {NETWORK: "config.urls.public", SHOP: "config.urls.tenant"}
# Pages that come with a library: their insides are the library's to test.
LIBRARIES = ("allauth.", "django.")


@dataclass(frozen=True)
class Found:
    """One address of one host."""

    host: str
    name: str
    pattern: str
    parameters: frozenset[str]
    view: Callable[..., Any]

    @property
    def permission(self) -> str | None:
        """What the view itself says it requires."""
        return getattr(self.view, "required_permission", None)

    @property
    def is_ours(self) -> bool:
        return not inspect.unwrap(self.view).__module__.startswith(LIBRARIES)


def walk(host: str) -> Iterator[Found]:
    """Go through every address of a host, in the order in which they are tried."""
    yield from _below(get_resolver(URLCONFS[host]), host, "", frozenset())


def _below(resolver: Any, host: str, prefix: str, known: frozenset[str]) -> Iterator[Found]:
    for entry in resolver.url_patterns:
        pattern = f"{prefix}{entry.pattern}"
        parameters = known | entry.pattern.regex.groupindex.keys()
        if isinstance(entry, URLPattern):
            yield Found(host, entry.name or "", pattern, parameters, entry.callback)
        else:
            yield from _below(entry, host, pattern, parameters)
