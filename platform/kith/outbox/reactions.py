"""Which reactions an event has; `config/wiring.py` says so at start-up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reaction:
    """
    One use-case that runs when an event is delivered.

    With `atomic` (the default) it shares one transaction with its `done` mark.
    Without, it runs outside any transaction, for calls over the network, and
    must bear to be run twice.

    What is `kith.errors.Unavailable` is waited out without using up an attempt; `again_on` names
    what this reaction waits out besides, such as a change of ours that is not through yet.
    """

    run: Callable[..., Any]
    atomic: bool = True
    again_on: tuple[type[Exception], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.run.__module__}.{self.run.__name__}"


_by_event: dict[str, list[Reaction]] = {}
_by_name: dict[str, Reaction] = {}


def react_with(table: Mapping[str, Iterable[Callable[..., Any] | Reaction]]) -> None:
    """Connect events to their reactions, in the order given."""
    _by_event.clear()
    _by_name.clear()
    for event, reactions in table.items():
        wired = [one if isinstance(one, Reaction) else Reaction(one) for one in reactions]
        _by_event[event] = wired
        _by_name.update({one.name: one for one in wired})


def wired_pairs() -> list[tuple[str, str]]:
    """Return every event with the name of each of its reactions, in the order given."""
    return [(event, one.name) for event, wired in _by_event.items() for one in wired]


def outside_reactions() -> list[str]:
    """Return the names of the reactions that run outside any transaction."""
    return [name for name, one in _by_name.items() if not one.atomic]


def reactions_to(event: str) -> list[Reaction]:
    """Return the reactions of an event, none when nobody cares."""
    return _by_event.get(event, [])


def reaction_named(name: str) -> Reaction:
    """
    Return one reaction.

    :raises LookupError: a newer or older deploy wired it
    """
    if name not in _by_name:
        raise LookupError(f"no reaction {name} is wired here")
    return _by_name[name]
