"""Rounds of work in turn, medians with their spread, and the rows that ask for them."""

from __future__ import annotations

import fnmatch
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.ground import Ground

ROUNDS = 7
KEYS = ("id", "unit", "ours", "limit", "peer", "peer_name", "bar", "holds", "how")


@dataclass(frozen=True)
class Result:
    """
    One line of the page, and one object of `results.json`.

    `ours`, `limit` and `peer` are figures: median, min, max and the number of runs; those of
    `limit` and `peer` carry under `ratio` what the bar speaks of, taken round by round.
    """

    id: str
    unit: str
    ours: dict[str, Any] | None
    limit: dict[str, Any] | None
    peer: dict[str, Any] | None
    peer_name: str
    bar: str
    holds: bool | None
    how: str

    def as_row(self) -> dict[str, Any]:
        """Return what is written down."""
        return asdict(self)


type Measure = Callable[[Ground], Iterator[Result]]
ROWS: dict[str, Measure] = {}


def row(id: str) -> Callable[[Measure], Measure]:
    """Register what measures a row."""

    def register(measure: Measure) -> Measure:
        ROWS[id] = measure
        return measure

    return register


def chosen(patterns: Sequence[str]) -> list[str]:
    """
    Return the rows that match any pattern, in the order they are measured in.

    :raises LookupError: a pattern matches none
    """
    for pattern in patterns:
        if not fnmatch.filter(ROWS, pattern):
            raise LookupError(f"no row matches {pattern!r}; there are {', '.join(ROWS)}")
    wanted = patterns or ["*"]
    return [name for name in ROWS if any(fnmatch.fnmatch(name, pattern) for pattern in wanted)]


def in_turn(
    subjects: Mapping[str, Callable[[], Any]], *, rounds: int = ROUNDS, warm_up: bool = True
) -> dict[str, list[Any]]:
    """
    Run all subjects once a round and return what each answered, round by round.

    Whatever else the machine is doing then touches all of them alike; the order turns round
    from one round to the next, so that none always runs behind the same neighbour.
    """
    if warm_up:
        for run in subjects.values():
            run()
    answers: dict[str, list[Any]] = {name: [] for name in subjects}
    for number in range(rounds):
        names = list(subjects)
        for name in names if number % 2 == 0 else reversed(names):
            answers[name].append(subjects[name]())
    return answers


def figure(measured: Iterable[float], **beside: Any) -> dict[str, Any]:
    """Return the median with its spread."""
    runs = list(measured)
    return {
        "median": _short(statistics.median(runs)),
        "min": _short(min(runs)),
        "max": _short(max(runs)),
        "runs": len(runs),
        **beside,
    }


def ratio(ours: Iterable[float], other: Iterable[float]) -> dict[str, Any]:
    """Return ours over the other's, each pair from one round."""
    return figure(mine / theirs for mine, theirs in zip(ours, other, strict=True))


def beside(ours: Sequence[float], other: Sequence[float], **more: Any) -> dict[str, Any]:
    """Return the other's figure with our ratio to it."""
    return figure(other, ratio=ratio(ours, other), **more)


def _short(number: float) -> float:
    return float(f"{number:.4g}")
