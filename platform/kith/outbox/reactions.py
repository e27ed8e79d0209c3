"""Which reactions an event has; `config/wiring.py` says so at start-up."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from kith.outbox.events import Event

# An event's parameter that the outbox gives: when the delivery is made, by the database's clock.
CLOCK = "at"
# And this: the delivery, the same at each try, for a reaction whose event tells of nothing that is
# one of a kind.
DELIVERY = "delivery_id"
# How long a reaction can wait behind others at most, before it is as urgent as they are.
LONGEST = timedelta(minutes=1)


class ReactionDoesNotFit(TypeError):
    """A use-case asks for something that neither its event nor the wiring gives."""


@dataclass(frozen=True)
class Reaction:
    """
    One use-case that runs when an event is delivered.

    It is called with those members of the event that it has parameters for, with what is `given`
    here, and with `at`, the time of the delivery, and `delivery_id`, where it wants those.

    With `atomic` (the default) it shares one transaction with its `done` mark.
    Without, it runs outside any transaction, for calls over the network, and
    must bear to be run twice.

    What is `kith.errors.Unavailable` is waited out without using up an attempt; `again_on` names
    what this reaction waits out besides, such as a change of ours that is not through yet.
    `again_at` looks at what came of it and says when to call it again, which is no failure; only
    where it runs outside of a transaction.

    It is not called at all where the event leaves the member `only_with` empty.

    Where more is due than can be made, what is wanted first goes first: a delivery is wanted its
    `patience` after it is due, which is none where somebody waits for it.
    """

    run: Callable[..., Any]
    atomic: bool = True
    patience: timedelta = timedelta(0)
    only_with: str = ""
    again_on: tuple[type[Exception], ...] = ()
    again_at: Callable[[Any, datetime], datetime | None] | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    # The kinds of mail it may send; nothing is done with them here.
    mails: tuple[type, ...] = ()

    def __post_init__(self) -> None:
        if self.atomic and self.again_at:
            raise ReactionDoesNotFit(f"{self.name} would take back what it did, to come again")
        if not timedelta(0) <= self.patience <= LONGEST:
            raise ReactionDoesNotFit(f"{self.name} cannot wait for {self.patience}")

    @property
    def name(self) -> str:
        """The use-case with its app: a file that moves inside the app changes nothing."""
        return f"{self.run.__module__.partition('.usecases.')[0]}.{self.run.__name__}"

    @cached_property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        return inspect.signature(self.run).parameters

    def call(self, event: Event, *, at: datetime, delivery_id: int) -> Any:
        """Run the use-case for one event."""
        values = {CLOCK: at, DELIVERY: delivery_id} | {
            name: getattr(event, name) for name in event.members()
        }
        chosen = {name: value for name, value in values.items() if name in self.parameters}
        return self.run(**chosen, **self.given)

    def comes_again(self, outcome: Any, *, at: datetime) -> datetime | None:
        """Return when to call it again after it ended so; None when it is done."""
        return self.again_at(outcome, at) if self.again_at else None

    def refuse_if_unfit(self, event: type[Event]) -> None:
        """
        Make sure that the event gives what the use-case needs.

        :raises ReactionDoesNotFit: it lacks something, or something is given that is not wanted
        """
        offered = {CLOCK, DELIVERY, *event.members(), *self.given}
        needed = {
            name for name, one in self.parameters.items() if one.default is inspect.Parameter.empty
        }
        if self.only_with and self.only_with not in event.members():
            raise ReactionDoesNotFit(f"{event.__name__} has no {self.only_with} for {self.name}")
        if missing := needed - offered:
            raise ReactionDoesNotFit(f"{event.__name__} gives {self.name} no {sorted(missing)}")
        if unwanted := set(self.given) - set(self.parameters):
            raise ReactionDoesNotFit(f"{self.name} has no {sorted(unwanted)}")


type Wired = Callable[..., Any] | Reaction
type Table = Mapping[type[Event], Iterable[Wired]]


class Wiring:
    """Events, their reactions in the order given, and the names reactions had before."""

    def __init__(
        self,
        table: Table,
        formerly: Mapping[str, str] | None = None,
    ) -> None:
        self.by_event: dict[str, list[Reaction]] = {}
        self.by_name: dict[tuple[str, str], Reaction] = {}
        self.events: dict[str, type[Event]] = {}
        self.formerly = formerly or {}
        for event, reactions in table.items():
            wired = [one if isinstance(one, Reaction) else Reaction(one) for one in reactions]
            for one in wired:
                one.refuse_if_unfit(event)
            self.by_event[event.event_name] = wired
            self.by_name |= {(event.event_name, one.name): one for one in wired}
            self.events[event.event_name] = event
        outside = {one.name for one in self.by_name.values() if not one.atomic}
        self.outside = sorted(
            outside | {old for old, new in self.formerly.items() if new in outside}
        )


# The last one counts.
_wirings = [Wiring({})]


def react_with(
    table: Table,
    *,
    formerly: Mapping[str, str] | None = None,
) -> None:
    """
    Connect events to their reactions, in the order given.

    Deliveries keep the name of their reaction. `formerly` says what a name of an older deploy is
    called now, for those that are under way.

    :raises ReactionDoesNotFit: a use-case needs what its event does not give
    """
    _wirings[-1] = Wiring(table, formerly)


@contextmanager
def reacting(
    table: Table,
    *,
    formerly: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Connect these events and no others while the block lasts."""
    _wirings.append(Wiring(table, formerly))
    try:
        yield
    finally:
        _wirings.pop()


def wired_pairs() -> list[tuple[str, Reaction]]:
    """Return every event with each of its reactions, in the order given."""
    return [(event, one) for event, wired in _wirings[-1].by_event.items() for one in wired]


def outside_reactions() -> list[str]:
    """Return the names of the reactions that run outside any transaction."""
    return _wirings[-1].outside


def reactions_to(event: type[Event]) -> list[Reaction]:
    """Return the reactions of an event, none when nobody cares."""
    return _wirings[-1].by_event.get(event.event_name, [])


def reaction_of(event: str, name: str) -> Reaction:
    """
    Return one reaction of an event by its name, today's or a former one.

    :raises LookupError: a newer or older deploy wired it
    """
    wiring = _wirings[-1]
    found = wiring.by_name.get((event, wiring.formerly.get(name, name)))
    if found is None:
        raise LookupError(f"no reaction {name} to {event} is wired here")
    return found


def event_kept(name: str, kept: Mapping[str, Any]) -> Event:
    """
    Return the event that a letter tells of.

    :raises KeyError: no event of that name is wired here
    :raises UnreadableLetter: the letter holds something else than the event says
    """
    return _wirings[-1].events[name].from_letter(kept)
