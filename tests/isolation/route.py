"""One door of Kith: who passes it, and what the parameters of its address name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Door(StrEnum):
    """How somebody is let through."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    PERMISSION = "permission"
    # Whoever knows what nobody can guess.
    TOKEN = "token"
    # Machines that sign what they send.
    SIGNED = "signed"
    # What watches the house; tells nothing of anybody.
    PROBE = "probe"


class Word(str):
    """A parameter that names no object: a choice, a digest, a search."""


word = Word


@dataclass(frozen=True)
class Route:
    """One door: who passes, by which methods, and what its parameters name."""

    door: Door
    methods: frozenset[str]
    names: dict[str, str] = field(default_factory=dict)
    permission: str = ""
    # What a stranger may do at a door that is otherwise for those signed in.
    open_methods: frozenset[str] = frozenset()
    # Refuses what it is not asked in its own words, where a page passes it over.
    is_api: bool = False

    @property
    def ids(self) -> dict[str, str]:
        """The parameters that name an object."""
        return {key: noun for key, noun in self.names.items() if not isinstance(noun, Word)}

    @property
    def declared(self) -> str | None:
        """What the view must say of itself."""
        if self.door is Door.SIGNED_IN:
            return "signed-in"
        return self.permission or None


def _route(door: Door, methods: str, names: dict[str, str], permission: str = "") -> Route:
    return Route(door, frozenset(methods.split()), names, permission)


def anyone(methods: str = "GET", **names: str) -> Route:
    return _route(Door.ANYONE, methods, names)


def signed_in(methods: str = "GET", **names: str) -> Route:
    return _route(Door.SIGNED_IN, methods, names)


def may(permission: str, methods: str = "GET", **names: str) -> Route:
    return _route(Door.PERMISSION, methods, names, permission)


def token(methods: str = "GET", **names: str) -> Route:
    return _route(Door.TOKEN, methods, names)


def api(methods: str = "GET", open_to: str = "", **names: str) -> Route:
    """A resource of the API: what is not open asks who it is."""
    door = Door.ANYONE if "GET" in open_to.split() else Door.SIGNED_IN
    return replace(
        _route(door, methods, names), open_methods=frozenset(open_to.split()), is_api=True
    )


def signed() -> Route:
    return _route(Door.SIGNED, "POST", {})


def probe() -> Route:
    return _route(Door.PROBE, "GET", {})


BOTH = "GET POST"
